using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Health;

/// <summary>Whether the database answers.</summary>
internal sealed class DatabaseHealthCheck(SqliteDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await Task.Run(Read, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (DbException fault)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", fault);
        }
    }

    private void Read()
    {
        using var connection = database.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM schema_version;";
        command.ExecuteScalar();
    }
}

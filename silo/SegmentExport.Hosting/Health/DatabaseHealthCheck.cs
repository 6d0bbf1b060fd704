using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Health;

/// <summary>Whether the database answers.</summary>
internal sealed class DatabaseHealthCheck(DbDataSource database) : IHealthCheck
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await Task.Run(() => ReadAsync(cancellationToken), cancellationToken).WaitAsync(Timeout, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception fault) when (fault is DbException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", fault);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand("SELECT count(*) FROM schema_version;");
        await command.ExecuteScalarAsync(cancellationToken);
    }
}

using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentExport.Grains.Audit;
using SegmentExport.Hosting.Database;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Audit;

/// <summary>Verifies the audit of a cluster, or of a data folder where the settings name no cluster.</summary>
public static class AuditVerification
{
    /// <summary>Seals what is final by now, and looks through all of it. The silos may be at work.</summary>
    /// <param name="configuration">The settings of a silo.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="StartupException">The database cannot be read: why, in one line.</exception>
    public static Task<AuditReport> RunAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        var anchor = new AuditAnchor(CommandDatabase.Read<AuditOptions>(configuration, AuditOptions.SectionName), CommandDatabase.PathsOf(configuration));
        return CommandDatabase.UseAsync(
            configuration,
            "segment-export-verify",
            cluster => VerifyAsync(cluster, AuditSql.Postgres, anchor, cancellationToken),
            embedded => VerifyAsync(embedded, AuditSql.Sqlite, anchor, cancellationToken));
    }

    private static async Task<AuditReport> VerifyAsync(DbDataSource database, AuditSql sql, AuditAnchor anchor, CancellationToken cancellationToken)
    {
        await new AuditSealer(database, sql, anchor, TimeProvider.System, NullLogger<AuditSealer>.Instance).SealAsync(cancellationToken);
        return await new AuditVerifier(database, sql, anchor).VerifyAsync(cancellationToken);
    }
}

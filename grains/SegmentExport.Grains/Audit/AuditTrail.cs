using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SegmentExport.Domain.Errors;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Grains.Audit;

/// <summary>Writes rows into the audit, and says where they could not be written: then nothing is handed out.</summary>
internal sealed partial class AuditTrail(IAuditLog log, ILogger<AuditTrail> logger)
{
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The answer where the audit cannot be written.</summary>
    public static Rejection Unavailable { get; } = new()
    {
        Kind = RejectionKind.Unavailable,
        Code = ErrorCodes.AuditUnavailable,
        Message = "The audit cannot be written now, so nothing is changed and nothing is handed out. Try again later.",
    };

    /// <summary>Appends a row.</summary>
    /// <returns>Whether it was written.</returns>
    public async Task<bool> TryAppendAsync(AuditEntry entry)
    {
        SegmentExportMetrics.CommandDone(entry.Action, entry.Outcome);
        Activity.Current?.SetTag("segment_export.outcome", entry.Outcome);
        using var timeout = new CancellationTokenSource(WriteTimeout);
        try
        {
            await log.AppendAsync(entry, timeout.Token);
            return true;
        }
        catch (Exception fault) when (fault is AuditUnavailableException or OperationCanceledException)
        {
            SegmentExportMetrics.AuditFailed();
            LogUnavailable(entry.Action, fault);
            return false;
        }
    }

    [LoggerMessage(1200, LogLevel.Error, "The audit could not be written for '{Action}'; nothing was handed out.")]
    private partial void LogUnavailable(string action, Exception exception);
}

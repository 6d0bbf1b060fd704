using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegmentExport.Abstractions.Operations;
using SegmentExport.Grains.Tasks;

namespace SegmentExport.Grains.Operations;

/// <summary>What the database knows of tasks that wait and of tasks that failed. Where it does not answer, what it said last is told.</summary>
internal sealed partial class WaitingAndFailed(
    IDownloadTaskIndex index, [FromKeyedServices(SegmentExportClock.Key)] TimeProvider clock, ILogger<WaitingAndFailed> logger)
{
    private static readonly TimeSpan Recent = TimeSpan.FromHours(24);

    private WaitingTask? _oldest;
    private ImmutableArray<FailureCount>? _failures;

    /// <summary>Asks the database.</summary>
    /// <param name="patience">How long it may take.</param>
    /// <returns>The oldest task that is not packed, the failures of the last 24 hours, null where this silo has never been told them, and whether both are of now.</returns>
    public async Task<(WaitingTask? Oldest, ImmutableArray<FailureCount>? Failures, bool IsNow)> ReadAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            _oldest = await index.FindOldestWaitingAsync(limit.Token).AsTask().WaitAsync(limit.Token);
            _failures = await index.CountFailuresAsync(clock.GetUtcNow() - Recent, limit.Token).AsTask().WaitAsync(limit.Token);
            return (_oldest, _failures, true);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever the database's library throws: the overview is for just such times.
            LogNotRead(exception.GetType());
            return (_oldest, _failures, false);
        }
    }

    [LoggerMessage(2801, LogLevel.Warning, "The database did not tell in time which tasks wait and which failed ({Fault}).")]
    private partial void LogNotRead(Type fault);
}

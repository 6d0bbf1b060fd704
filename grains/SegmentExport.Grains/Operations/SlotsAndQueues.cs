using Microsoft.Extensions.Logging;
using SegmentExport.Abstractions.Packaging;

namespace SegmentExport.Grains.Operations;

/// <summary>What the scheduler knows of slots and queues. Where it does not answer, as while it moves from a silo that died, what it said last is told.</summary>
internal sealed partial class SlotsAndQueues(IGrainFactory grains, TimeProvider time, ILogger<SlotsAndQueues> logger)
{
    private SchedulerView? _last;

    /// <summary>Asks the scheduler.</summary>
    /// <param name="patience">How long it may take.</param>
    /// <returns>Slots and queues, null where this silo has never been told them, and whether they are of now.</returns>
    public async Task<(SchedulerView? View, bool IsNow)> ReadAsync(TimeSpan patience)
    {
        try
        {
            _last = await grains.GetGrain<IPackagingSchedulerGrain>(0).GetViewAsync().WaitAsync(patience, time);
            return (_last, true);
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            LogNotRead(exception.GetType());
            return (_last, false);
        }
    }

    [LoggerMessage(2802, LogLevel.Warning, "The scheduler did not tell in time which slots there are and what waits ({Fault}).")]
    private partial void LogNotRead(Type fault);
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentExport.Abstractions.Sweeping;
using SegmentExport.Grains.Retention;

namespace SegmentExport.Grains.Sweeping;

/// <summary>Has the one sweep of the cluster run, round after round, wherever it lives: of parts that are nobody's, and beside it of tasks that ended long ago. A round that dies with its silo is begun anew elsewhere.</summary>
[KeepAlive]
internal sealed partial class PartSweepGrain(
    PartSweep sweep, TaskRetention retention, IOptions<SweepOptions> options, [FromKeyedServices(SegmentExportClock.Key)] TimeProvider clock, ILogger<PartSweepGrain> logger) : Grain, IPartSweepGrain, IDisposable
{
    // A cluster that has just started has better things to do.
    private static readonly TimeSpan FirstRound = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _ending = new();
    private Task _rounds = Task.CompletedTask;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _rounds = Task.WhenAll(Task.Run(SweepAsync, CancellationToken.None), Task.Run(ArchiveAsync, CancellationToken.None));
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        await _rounds.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose() => _ending.Dispose();

    public Task WakeAsync() => Task.CompletedTask;

    private Task SweepAsync() => RepeatAsync(async () =>
    {
        await sweep.RunAsync(_ending.Token);
        return false;
    });

    private Task ArchiveAsync() => RepeatAsync(() => retention.RunAsync(_ending.Token));

    /// <summary>Runs rounds, one a period, or at once after one that says that there is more to do.</summary>
    private async Task RepeatAsync(Func<Task<bool>> round)
    {
        var period = options.Value.Period;
        var wait = period < FirstRound ? period : FirstRound;
        while (true)
        {
            await Task.Delay(wait, clock, _ending.Token);
            var isMore = false;
            try
            {
                isMore = await round();
            }
            catch (Exception fault) when (!_ending.IsCancellationRequested)
            {
                LogRoundFailed(fault.GetType());
            }

            wait = isMore ? TimeSpan.Zero : period;
        }
    }

    [LoggerMessage(2103, LogLevel.Error, "A round of the sweep ended with a fault ({Fault}); the next one begins as usual.")]
    private partial void LogRoundFailed(Type fault);
}

using Microsoft.Extensions.Options;
using SegmentExport.Abstractions.Sweeping;

namespace SegmentExport.Grains.Sweeping;

/// <summary>Has the one sweep of the cluster run, round after round, wherever it lives. A round that dies with its silo is begun anew elsewhere.</summary>
[KeepAlive]
internal sealed class PartSweepGrain(PartSweep sweep, IOptions<SweepOptions> options) : Grain, IPartSweepGrain
{
    // A cluster that has just started has better things to do.
    private static readonly TimeSpan FirstRound = TimeSpan.FromMinutes(1);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var period = options.Value.Period;
        this.RegisterGrainTimer(
            static (sweep, token) => Task.Run(() => sweep.RunAsync(token), token),
            sweep,
            new() { DueTime = period < FirstRound ? period : FirstRound, Period = period, Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    public Task WakeAsync() => Task.CompletedTask;
}

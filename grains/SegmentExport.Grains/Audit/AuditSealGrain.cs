using Microsoft.Extensions.Options;
using SegmentExport.Abstractions.Audit;

namespace SegmentExport.Grains.Audit;

/// <summary>Has the audit sealed every second, wherever it lives in the cluster.</summary>
[KeepAlive]
internal sealed class AuditSealGrain(IAuditSealing sealing, IOptions<AuditOptions> options) : Grain, IAuditSealGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var period = options.Value.SealPeriod;
        this.RegisterGrainTimer(
            static (sealing, token) => sealing.SealAsync(token), sealing, new() { DueTime = period, Period = period, Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    public Task WakeAsync() => Task.CompletedTask;
}

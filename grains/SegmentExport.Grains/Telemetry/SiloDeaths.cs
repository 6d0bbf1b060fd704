using System.Collections.Concurrent;

namespace SegmentExport.Grains.Telemetry;

/// <summary>
/// Counts silos that died without having left: killed, or taken for dead as they stood still. Each survivor counts for itself, because any silo may be the one that dies, also the scheduler's; the
/// cluster's number is that of the survivor that has seen most.
/// </summary>
internal sealed class SiloDeaths(ISiloStatusOracle oracle) : ISiloStatusListener, ILifecycleParticipant<ISiloLifecycle>
{
    private readonly ConcurrentDictionary<SiloAddress, bool> _living = [];

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(SiloDeaths), ServiceLifecycleStage.Active, StartAsync, StopAsync);

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Active)
        {
            _living[updatedSilo] = true;
        }
        else if (_living.TryRemove(updatedSilo, out _) && status == SiloStatus.Dead && !updatedSilo.Equals(oracle.SiloAddress))
        {
            SegmentExportMetrics.SiloLost();
        }
    }

    private Task StartAsync(CancellationToken cancellationToken)
    {
        SegmentExportMetrics.Begin();
        foreach (var silo in oracle.GetApproximateSiloStatuses(onlyActive: true).Keys)
        {
            _living[silo] = true;
        }

        oracle.SubscribeToSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    private Task StopAsync(CancellationToken cancellationToken)
    {
        oracle.UnSubscribeFromSiloStatusEvents(this);
        return Task.CompletedTask;
    }
}

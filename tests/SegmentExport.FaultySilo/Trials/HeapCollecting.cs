namespace SegmentExport.FaultySilo.Trials;

/// <summary>Collects the heap every second, so that the size after the last collection, which metrics tell, is that of what lives.</summary>
internal sealed class HeapCollecting(TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            GC.Collect();
        }
    }
}

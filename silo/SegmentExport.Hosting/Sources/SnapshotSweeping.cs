using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentExport.Grains;
using SegmentExport.Hosting.Telemetry;
using SegmentExport.Sources;
using SegmentExport.Sources.Files;

namespace SegmentExport.Hosting.Sources;

/// <summary>Has the states that files were taken over in looked through, ever again, on each silo for itself.</summary>
internal sealed partial class SnapshotSweeping(
    CatalogSources sources, SnapshotFolder folder, IOptions<SourceOptions> options, [FromKeyedServices(SegmentExportClock.Key)] TimeProvider clock, ILogger<SnapshotSweeping> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        SnapshotMetrics.Begin();
        using var timer = new PeriodicTimer(options.Value.SnapshotPeriod, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                sources.LetGoOfOld();
                var swept = await folder.SweepAsync(stoppingToken);
                SnapshotMetrics.Swept(swept);
                if (swept.Removed > 0)
                {
                    LogSwept(swept.Removed, swept.Kept, swept.KeptBytes);
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotSwept(fault.GetType());
            }
        }
    }

    [LoggerMessage(4070, LogLevel.Information, "States of sources that nobody needs any more were removed: {Removed}; {Kept} with {KeptBytes} bytes are kept.")]
    private partial void LogSwept(int removed, int kept, long keptBytes);

    [LoggerMessage(4071, LogLevel.Warning, "The states of sources could not be looked through ({Fault}); nothing was removed, and the next round tries again.")]
    private partial void LogNotSwept(Type fault);
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentExport.Grains.Packaging;
using SegmentExport.Hosting.Announcing;

namespace SegmentExport.Hosting.Stopping;

/// <summary>Gives a silo's slots back and lets its shards end while Orleans still runs: their results are recorded, and nothing has to be packed twice.</summary>
internal sealed partial class SiloDrain(SiloAnnouncer announcer, IPackagingDrain work, IOptions<StoppingOptions> options, ILogger<SiloDrain> logger) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await announcer.LeaveAsync();
        LogDrained(await work.DrainAsync(options.Value.Drain));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(4051, LogLevel.Information, "The slots are given back. Did all shards end by themselves: {Ended}.")]
    private partial void LogDrained(bool ended);
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Grains.Packaging;

namespace SegmentExport.Hosting.Announcing;

/// <summary>Tells the scheduler that this silo is there and how many slots it has: from the moment it is active, every few seconds, and, as it leaves in order, that it has none.</summary>
internal sealed partial class SiloAnnouncer(
    IGrainFactory grains, IPackagingDrain work, ILocalSiloDetails silo, IOptions<PackagingOptions> options, TimeProvider time, ILogger<SiloAnnouncer> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _announcing = Task.CompletedTask;

    // The last stage begins after the silo is active, and ends before anything of it does.
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(SiloAnnouncer), ServiceLifecycleStage.Last, StartAsync, StopAsync);

    public void Dispose() => _stopping.Dispose();

    private Task StartAsync(CancellationToken cancellationToken)
    {
        _announcing = Task.Run(AnnounceUntilStoppedAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Announces that the silo takes no more work, and no other thing from then on.</summary>
    public async Task LeaveAsync()
    {
        if (!_stopping.IsCancellationRequested)
        {
            await _stopping.CancelAsync();
            await _announcing;
            await AnnounceAsync(0);
        }
    }

    private Task StopAsync(CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested ? Task.CompletedTask : LeaveAsync();

    private async Task AnnounceUntilStoppedAsync()
    {
        using var timer = new PeriodicTimer(options.Value.AnnouncePeriod, time);
        try
        {
            do
            {
                await AnnounceAsync(work.IsDraining ? 0 : options.Value.Slots);
            }
            while (await timer.WaitForNextTickAsync(_stopping.Token));
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private async Task AnnounceAsync(int slots)
    {
        try
        {
            // A call that hangs must not hold up the silo's end, nor the next announcement.
            await grains.GetGrain<IPackagingSchedulerGrain>(0)
                .AnnounceAsync(new SiloAnnouncement(silo.SiloAddress, silo.Name, slots))
                .WaitAsync(options.Value.AnnouncePeriod, time);
        }
        catch (Exception fault)
        {
            // The scheduler may be moving with a silo that just died; the next announcement finds it.
            LogNotAnnounced(fault.GetType());
        }
    }

    [LoggerMessage(4030, LogLevel.Warning, "The silo's slots could not be announced to the scheduler ({Fault}); trying again.")]
    private partial void LogNotAnnounced(Type fault);
}

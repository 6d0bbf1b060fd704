using Microsoft.Extensions.DependencyInjection;
using SegmentExport.Grains.Packaging;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Packaging;

/// <summary>A silo that takes no more shards because it stops.</summary>
public sealed class StoppingSiloTests
{
    private const int Slots = 2;

    [Fact]
    public async Task Shards_GivenUpAndRefusedByAStoppingSilo_LoseNoAttempt()
    {
        // One attempt is all there is; and the scheduler, which hears of it with the silo's next announcement, goes on granting its slots until then.
        await using var cluster = await SegmentExportCluster.StartAsync(new()
        {
            Silos = 2,
            InMemory = true,
            Settings = Quick.With(("Packaging:MaxAttempts", "1"), ("Packaging:Slots", $"{Slots}")),
        });
        var (gate, waiting, opened) = (new TaskCompletionSource(), new SemaphoreSlim(0), 0);
        cluster.Faults.Source.Opening = async (_, cancellationToken) =>
        {
            Interlocked.Increment(ref opened);
            waiting.Release();
            await gate.Task.WaitAsync(cancellationToken);
        };
        var task = await new ExportTask(cluster).SubmittedAsync();
        for (var slot = 0; slot < 2 * Slots; slot++)
        {
            Assert.True(await waiting.WaitAsync(TimeSpan.FromSeconds(30)), "Not every slot was used.");
        }

        var stopping = cluster.Cluster.Silos[1];
        var drain = cluster.Cluster.GetSiloServiceProvider(stopping.SiloAddress).GetRequiredService<IPackagingDrain>();
        Assert.False(await drain.DrainAsync(TimeSpan.Zero));
        gate.SetResult();

        var view = await task.CompletedAsync();
        Assert.Equal(8, view.Totals.ShardsDone);
        Assert.DoesNotContain(view.State.Packaging.Packed, part => part.Silo == stopping.Name);
        Assert.Equal(8 + Slots, opened);
    }
}

using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Packaging;

/// <summary>That the shards of one task are packed by all silos.</summary>
public sealed class SpreadTests
{
    [Fact]
    public async Task SixtyShards_OverThreeSilos_ArePackedByEachInItsShare()
    {
        await using var cluster = await SegmentExportCluster.StartAsync(new()
        {
            Silos = 3,
            InMemory = true,
            Users = 3000,
            Settings = Quick.With(("Sharding:TargetRows", "50"), ("Packaging:Slots", "2")),
        });
        var (opened, everySlotIsBusy) = (0, new TaskCompletionSource());
        cluster.Faults.Source.Opening = async (_, cancellationToken) =>
        {
            if (Interlocked.Increment(ref opened) == 6)
            {
                everySlotIsBusy.SetResult();
            }

            // Every silo is there, and then a shard is some work, as it is outside of tests.
            await everySlotIsBusy.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        };
        var task = await new ExportTask(cluster).SubmittedAsync();

        var view = await task.CompletedAsync();

        var shares = view.State.Packaging.Packed.CountBy(part => part.Silo).ToDictionary();
        Assert.Equal(60, view.State.Packaging.Packed.Length);
        Assert.Equal(cluster.Cluster.Silos.Select(silo => silo.Name).Order(), shares.Keys.Order());
        Assert.All(shares, share => Assert.InRange(share.Value, 12, 36));
    }

    [Fact]
    public async Task File_FromOneSiloOrThree_IsTheSameToTheByte()
    {
        byte[][] files = [await PackAsync(silos: 1), await PackAsync(silos: 3)];

        Assert.NotEmpty(files[0]);
        Assert.Equal(files[0], files[1]);
    }

    private static async Task<byte[]> PackAsync(short silos)
    {
        await using var cluster = await SegmentExportCluster.StartAsync(new() { Silos = silos, InMemory = true, Settings = Quick.Packaging });
        var task = await new ExportTask(cluster).SubmittedAsync();
        Assert.Equal(DownloadTaskStatus.Completed, (await task.CompletedAsync()).Status);
        return await task.DownloadAsync();
    }
}

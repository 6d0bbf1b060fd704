using Orleans.Configuration;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Retention;

/// <summary>Finished tasks are in memory only while somebody asks for them.</summary>
public sealed class ActivationTests
{
    [Fact]
    public async Task Task_ThatHasEndedAndIsLeftAlone_GoesFromMemoryAndComesBackAsItWas()
    {
        await using var cluster = await StartAsync();
        var completed = await new ExportTask(cluster).SubmittedAsync();
        await completed.CompletedAsync();
        var file = await completed.DownloadAsync();
        var closed = await new ExportTask(cluster).SubmittedAsync();
        await closed.WithdrawAsync();
        await closed.WaitForStoredAsync(state => state.PartsDeletedAt is not null);
        var before = (await closed.GetAsync()).Value!;

        foreach (var task in new[] { completed, closed })
        {
            await task.EventuallyAsync(() => Task.FromResult(cluster.SiloOf(task.Grain) is null), () => "it is still in memory");
        }

        var after = (await closed.GetAsync()).Value!;
        Assert.Equal((before.Status, before.State.Revision, before.Totals), (after.Status, after.State.Revision, after.Totals));
        Assert.Equal(before.State.History.AsEnumerable(), after.State.History);
        Assert.Equal(DownloadTaskStatus.Completed, (await completed.GetAsync()).Value!.Status);
        Assert.Equal(file, await completed.DownloadAsync());
    }

    [Fact]
    public async Task Task_WhoseDigestsTakeLongerThanIdleGrainsStay_StaysInMemory()
    {
        await using var cluster = await StartAsync();
        var read = new TaskCompletionSource();
        cluster.Faults.Store.Opening = (_, _) => read.Task;
        var digesting = await new ExportTask(cluster).SubmittedAsync();
        await digesting.CompletedAsync();

        // One that came later, and has nothing to do, goes before it.
        var idle = await new ExportTask(cluster).SubmittedAsync();
        await idle.WaitForStoredAsync(state => state.Packaging.State == PackagingState.Packed);
        await idle.EventuallyAsync(() => Task.FromResult(cluster.SiloOf(idle.Grain) is null), () => "it is still in memory");

        Assert.NotNull(cluster.SiloOf(digesting.Grain));
        read.SetResult();
    }

    private static Task<SegmentExportCluster> StartAsync() => SegmentExportCluster.StartAsync(new()
    {
        InMemory = true,
        Settings = Quick.Packaging,
        Silo = silo => silo.Configure<GrainCollectionOptions>(collection => (collection.CollectionAge, collection.CollectionQuantum) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1))),
    });
}

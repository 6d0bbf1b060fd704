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
        await using var cluster = await StartAsync(age: TimeSpan.FromSeconds(2));
        var completed = await new ExportTask(cluster).SubmittedAsync();
        await completed.CompletedAsync();
        var file = await completed.DownloadAsync();
        var closed = await new ExportTask(cluster).SubmittedAsync();
        await closed.WithdrawAsync();
        await closed.WaitForStoredAsync(state => state.PartsDeletedAt is not null);
        var before = (await closed.GetAsync()).Value!;

        foreach (var task in new[] { completed, closed })
        {
            await GoesAsync(cluster, task);
        }

        var after = (await closed.GetAsync()).Value!;
        Assert.Equal((before.Status, before.State.Revision, before.Totals), (after.Status, after.State.Revision, after.Totals));
        Assert.Equal(before.State.History.AsEnumerable(), after.State.History);
        Assert.Equal(DownloadTaskStatus.Completed, (await completed.GetAsync()).Value!.Status);
        Assert.Equal(file, await completed.DownloadAsync());
    }

    [Fact]
    public async Task Task_WhoseDigestsAreComputedOrWhoseZipIsPrepared_StaysInMemoryUntilTheyAre()
    {
        await using var cluster = await StartAsync(age: TimeSpan.FromMinutes(15));
        var other = await new ExportTask(cluster).SubmittedAsync();
        await other.WaitForStoredAsync(state => state.Packaging.State == PackagingState.Packed);
        var task = await new ExportTask(cluster).SubmittedAsync();
        var digests = HoldReading(cluster, task);
        await task.CompletedAsync();
        await StaysAsync(digests);
        await task.WaitForAsync(view => !view.State.Digests.IsEmpty);

        var zip = HoldReading(cluster, task);
        Assert.True((await task.Grain.ProtectZipAsync(ExportTask.CallerOf("alice"), replace: false)).IsAccepted);
        await StaysAsync(zip);

        await task.LeaveMemoryAsync();

        async Task StaysAsync((Task Begun, TaskCompletionSource End) reading)
        {
            await reading.Begun;
            await other.GetAsync();
            await other.LeaveMemoryAsync();
            Assert.NotNull(cluster.SiloOf(task.Grain));
            reading.End.SetResult();
        }
    }

    [Fact]
    public async Task Task_WhoseDigestsTakeLongerThanIdleGrainsStay_StaysInMemoryAndGoesSoonAfterTheyAreGivenUp()
    {
        await using var cluster = await StartAsync(age: TimeSpan.FromSeconds(3));
        var digesting = await new ExportTask(cluster).SubmittedAsync();
        var digests = HoldReading(cluster, digesting);
        await digesting.CompletedAsync();
        await digests.Begun;

        // Others that came later, one after the other, have nothing to do and go before it.
        for (var later = 0; later < 3; later++)
        {
            var idle = await new ExportTask(cluster).SubmittedAsync();
            await idle.WaitForStoredAsync(state => state.Packaging.State == PackagingState.Packed);
            await GoesAsync(cluster, idle);
        }

        Assert.NotNull(cluster.SiloOf(digesting.Grain));

        // They are given up, so that no call tells that they are there.
        digests.End.SetException(new IOException("A test"));
        await GoesAsync(cluster, digesting);
    }

    private static (Task Begun, TaskCompletionSource End) HoldReading(SegmentExportCluster cluster, ExportTask task)
    {
        var (begun, end) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        cluster.Faults.Store.Opening = (read, _) =>
        {
            if (read != task.Key)
            {
                return Task.CompletedTask;
            }

            begun.TrySetResult();
            return end.Task;
        };
        return (begun.Task, end);
    }

    private static Task GoesAsync(SegmentExportCluster cluster, ExportTask task) => task.EventuallyAsync(() => Task.FromResult(cluster.SiloOf(task.Grain) is null), () => "it is still in memory");

    private static Task<SegmentExportCluster> StartAsync(TimeSpan age) => SegmentExportCluster.StartAsync(new()
    {
        InMemory = true,
        Settings = Quick.Packaging,
        Silo = silo => silo.Configure<GrainCollectionOptions>(collection => (collection.CollectionAge, collection.CollectionQuantum) = (age, TimeSpan.FromSeconds(1))),
    });
}

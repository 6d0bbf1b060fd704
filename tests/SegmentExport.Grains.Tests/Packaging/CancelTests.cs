using System.Collections.Concurrent;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;
using SegmentExport.TestKit.Faults;

namespace SegmentExport.Grains.Tests.Packaging;

/// <summary>Tasks that end while they are packed.</summary>
public sealed class CancelTests(RetailCluster fixture) : IClassFixture<RetailCluster>, IDisposable
{
    /// <summary>Of both silos.</summary>
    private const int Slots = 4;

    private ClusterFaults Faults => fixture.Cluster.Faults;

    [Theory]
    [InlineData("withdraw")]
    [InlineData("reject")]
    public async Task Ending_WhileShardsArePacked_CancelsThemFreesTheirSlotsAndDeletesTheParts(string command)
    {
        var (opened, cancelled) = (new SemaphoreSlim(0), new ConcurrentBag<int>());
        Faults.Source.Opening = async (shard, cancellationToken) =>
        {
            if (shard.Index < 2)
            {
                return;
            }

            using var registration = cancellationToken.Register(() => cancelled.Add(shard.Index));
            opened.Release();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        };
        var ending = await new ExportTask(fixture.Cluster).SubmittedAsync();
        for (var slot = 0; slot < Slots; slot++)
        {
            Assert.True(await opened.WaitAsync(TimeSpan.FromSeconds(30)), "Not every slot was used.");
        }

        await ending.WaitForAsync(view => view.Totals.ShardsDone == 2);

        var answer = await (command == "withdraw" ? ending.WithdrawAsync() : ending.RejectAsync());

        Assert.Equal(DownloadTaskStatus.Closed, answer.Value!.Status);
        await ending.WaitForAsync(view => view.State.PartsDeletedAt is not null);
        Assert.Equal([2, 3, 4, 5], cancelled.Order());
        Assert.Empty(ending.Files);
        Assert.Equal(Domain.Packaging.PackagingState.Cancelled, ending.Stored!.Packaging.State);

        // The slots are free again: another task has use for them.
        Faults.Clear();
        await (await new ExportTask(fixture.Cluster).SubmittedAsync()).CompletedAsync();
    }

    [Fact]
    public async Task Withdraw_WhileAPackerDoesNotStop_DeletesThePartsOnlyAfterIt()
    {
        var (committing, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        Faults.Store.Committing = async (_, _) =>
        {
            committing.TrySetResult();
            await released.Task;
        };
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync(request: ExportTask.Request("tenth"));
        await committing.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Answer<DownloadTaskView> answer = await task.WithdrawAsync();

        Assert.Equal(DownloadTaskStatus.Closed, answer.Value!.Status);
        var deleting = new TaskCompletionSource();
        Faults.Store.Deleting = _ =>
        {
            deleting.TrySetResult();
            Assert.True(released.Task.IsCompleted, "The parts were deleted while one was still written.");
            return Task.CompletedTask;
        };
        Assert.NotEmpty(task.Files);
        released.SetResult();
        await task.WaitForAsync(view => view.State.PartsDeletedAt is not null);
        await deleting.Task;
        Assert.Empty(task.Files);
    }

    [Fact]
    public async Task Delete_ThatFailsForAWhile_IsTriedAgain()
    {
        var calls = 0;
        Faults.Store.Deleting = _ => Interlocked.Increment(ref calls) < 5 ? throw new IOException("Busy.") : Task.CompletedTask;
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync(request: ExportTask.Request("tenth"));
        await task.WaitForAsync(view => view.State.Packaging.State == Domain.Packaging.PackagingState.Packed);

        await task.WithdrawAsync();

        await task.WaitForAsync(view => view.State.PartsDeletedAt is not null);
        Assert.Equal(5, calls);
        Assert.Empty(task.Files);
    }

    public void Dispose() => Faults.Clear();
}

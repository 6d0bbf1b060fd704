using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;
using SegmentExport.TestKit.Faults;

namespace SegmentExport.Grains.Tests.Tasks;

/// <summary>Writes that fail, and writes that succeed without anybody learning of it.</summary>
public sealed class StorageTests(RetailCluster fixture) : IClassFixture<RetailCluster>, IDisposable
{
    private StorageFaults Storage => fixture.Cluster.Faults.Storage;

    [Fact]
    public async Task Submit_WhoseWriteFails_MakesNoTaskUntilItIsRepeated()
    {
        var task = new ExportTask(fixture.Cluster);
        var request = ExportTask.Request();
        Storage.Writing = Fail(task, 1);

        await Assert.ThrowsAsync<OrleansException>(() => task.SubmitAsync(request: request));

        Assert.Null(task.Stored);
        Assert.True((await task.SubmitAsync(request: request)).IsAccepted);
        Assert.Single(task.Stored!.History, entry => entry.Event == TaskEvent.Submitted);
    }

    [Fact]
    public async Task Submit_WhoseAnswerIsLost_IsPackedWithoutAnybodyAskingAgain()
    {
        var task = new ExportTask(fixture.Cluster);
        Storage.Written = Fail(task, 1);

        await Assert.ThrowsAsync<OrleansException>(() => task.SubmitAsync());

        Assert.Equal(2000, (await task.WaitForStoredAsync(state => state.Packaging.State == PackagingState.Packed)).Packaging.Totals.RowsDone);
    }

    [Fact]
    public async Task Approve_WhoseWriteFails_LeavesTheTaskInApprovalAndCanBeRepeated()
    {
        var task = await PackedAsync();
        Storage.Writing = Fail(task, 1);

        await Assert.ThrowsAsync<OrleansException>(() => task.ApproveAsync());

        Assert.Equal(DownloadTaskStatus.InApproval, (await task.GetAsync()).Value!.Status);
        Assert.Single(fixture.Cluster.Records.RemindersOf(task.Key));
        Assert.True((await task.ApproveAsync("dave")).IsAccepted);
        Assert.Single(fixture.Cluster.Records.RemindersOf(task.Key));
        Assert.Equal("dave", task.Stored!.Decision.By!.Value.Value);
    }

    [Fact]
    public async Task Approve_WhoseAnswerIsLost_HasBeenDoneAndCanBeRepeated()
    {
        var task = await PackedAsync();
        var operation = Domain.Identity.OperationId.New();
        Storage.Written = Fail(task, 1);

        await Assert.ThrowsAsync<OrleansException>(() => task.ApproveAsync(operation: operation));

        Assert.Equal(DownloadTaskStatus.Completed, (await task.GetAsync()).Value!.Status);
        Assert.True((await task.ApproveAsync(operation: operation)).IsAccepted);
        Assert.Single(task.Stored!.History, entry => entry.Event == TaskEvent.Approved);
        Assert.Single(fixture.Cluster.Records.RemindersOf(task.Key));
    }

    [Theory]
    [InlineData(true, "everyone")]
    [InlineData(false, "everyone")]
    [InlineData(true, "tenth")]
    [InlineData(false, "tenth")]
    public async Task Packaging_WhoseWritesFailNowAndThen_CompletesWithEveryRowOnce(bool isWritten, string segment)
    {
        var writes = 0;
        var clean = await DownloadedAsync(segment);
        Storage.Writing = isWritten ? null : EverySecond;
        Storage.Written = isWritten ? EverySecond : null;

        // Nobody reads the task: what brings it back is the cluster's own business.
        var disturbed = await new ExportTask(fixture.Cluster).SubmittedAsync(request: ExportTask.Request(segment));
        await disturbed.WaitForStoredAsync(state => state.Packaging.State == PackagingState.Packed);

        fixture.Cluster.Faults.Clear();
        Assert.True(writes >= 2, $"There was only {writes} write.");
        await disturbed.CompletedAsync();
        Assert.Equal(clean, await disturbed.DownloadAsync());

        Task EverySecond(Domain.Identity.TaskKey key) => Interlocked.Increment(ref writes) % 2 == 0 ? throw new IOException("Not now.") : Task.CompletedTask;
    }

    public void Dispose() => fixture.Cluster.Faults.Clear();

    /// <summary>Only the task's own writes fail: tasks of other tests may still be at work in the background.</summary>
    private static Func<Domain.Identity.TaskKey, Task> Fail(ExportTask task, int times) =>
        key => key == task.Key && Interlocked.Decrement(ref times) >= 0 ? throw new IOException("Not now.") : Task.CompletedTask;

    private async Task<ExportTask> PackedAsync()
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync();
        await task.WaitForAsync(view => view.State.Packaging.State == PackagingState.Packed);
        return task;
    }

    private async Task<byte[]> DownloadedAsync(string segment)
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync(request: ExportTask.Request(segment));
        await task.CompletedAsync();
        return await task.DownloadAsync();
    }
}

using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Tasks;

/// <summary>A task that runs twice for a moment, as it may while silos come and go: what the one here has in mind is not what the other one has written.</summary>
public sealed class BehindTests(RetailCluster fixture) : IClassFixture<RetailCluster>
{
    private static readonly Actor Carol = new(new("carol"), SpacePermissions.ApproveDownloads | SpacePermissions.ViewAllDownloads, FourEyes: true);

    [Fact]
    public async Task OpenFile_ByWhoIsBehindTheApproval_HandsOutTheFile()
    {
        var task = await PackedAsync();
        await DecideElsewhereAsync(task, actor => new Approve(actor, OperationId.New(), null, null));

        Assert.True((await task.OpenFileAsync()).IsAccepted);
        Assert.Equal(DownloadTaskStatus.Completed, (await task.GetAsync()).Value!.Status);
    }

    [Fact]
    public async Task Approve_ByWhoIsBehindTheSameApproval_IsAcceptedOnce()
    {
        var task = await PackedAsync();
        var operation = OperationId.New();
        await DecideElsewhereAsync(task, actor => new Approve(actor, operation, "A test", null));

        // Behind, it takes the repetition for the first: its write fails, for the record has moved on, and the caller repeats it.
        await Assert.ThrowsAsync<InconsistentStateException>(() => task.ApproveAsync(operation: operation));
        Assert.True((await task.ApproveAsync(operation: operation)).IsAccepted);
        Assert.Single(task.Stored!.History, entry => entry.Event == TaskEvent.Approved);
    }

    [Fact]
    public async Task OpenFile_ByWhoIsBehindNobody_IsRefusedAndForgetsNothing()
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync(request: ExportTask.Request("nobody"));
        await task.WaitForAsync(view => view.State.Packaging.State == PackagingState.Packed);

        var before = (await task.GetAsync()).Value!.State.Revision;

        Assert.Equal(ErrorCodes.NotCompleted, (await task.OpenFileAsync()).Rejection!.Code);
        Assert.Equal(before, (await task.GetAsync()).Value!.State.Revision);
        await task.CompletedAsync();
        Assert.True((await task.OpenFileAsync()).IsAccepted);
    }

    private async Task<ExportTask> PackedAsync()
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync();
        await task.WaitForAsync(view => view.State.Packaging.State == PackagingState.Packed);
        return task;
    }

    private async Task DecideElsewhereAsync(ExportTask task, Func<Actor, DownloadTaskCommand> command)
    {
        var storage = fixture.Cluster.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var (grain, record) = (task.Grain.GetGrainId(), new GrainState<DownloadTaskState>());
        await storage.ReadStateAsync("task", grain, record);
        record.State = ((Outcome.Changed)DownloadTask.Decide(record.State, command(Carol), TimeProvider.System.GetUtcNow())).State;
        await storage.WriteStateAsync("task", grain, record);
    }
}

using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Audit;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Tasks;

/// <summary>That nothing is changed and nothing handed out which the audit does not know.</summary>
public sealed class AuditTests(RetailCluster fixture) : IClassFixture<RetailCluster>, IDisposable
{
    [Fact]
    public async Task EveryCommand_WithoutAnAudit_IsRefusedAndChangesNothing()
    {
        var pending = await new ExportTask(fixture.Cluster).SubmittedAsync();
        var completed = await new ExportTask(fixture.Cluster).SubmittedAsync();
        await completed.CompletedAsync();
        await pending.WaitForAsync(view => view.State.Packaging.State == Domain.Packaging.PackagingState.Packed);
        var (before, rows) = (pending.Stored!, fixture.Cluster.Records.AuditOf(pending.Key));
        Break();
        var missing = new ExportTask(fixture.Cluster);

        Rejection?[] refusals =
        [
            (await missing.SubmitAsync()).Rejection,
            (await pending.ApproveAsync()).Rejection,
            (await pending.RejectAsync()).Rejection,
            (await pending.WithdrawAsync()).Rejection,
            (await pending.ApproveAsync("bob")).Rejection,
            (await completed.OpenFileAsync()).Rejection,
            (await completed.Grain.GetManifestAsync(ExportTask.CallerOf("alice"))).Rejection,
        ];

        Assert.All(refusals, refusal => Assert.Equal((RejectionKind.Unavailable, ErrorCodes.AuditUnavailable), (refusal!.Kind, refusal.Code)));
        Assert.Null(missing.Stored);
        Assert.Equal(before.Revision, pending.Stored!.Revision);
        Assert.Empty(fixture.Cluster.Records.RemindersOf(pending.Key));
        Assert.Equal(rows, fixture.Cluster.Records.AuditOf(pending.Key));

        fixture.Cluster.Faults.Clear();
        Assert.True((await pending.ApproveAsync()).IsAccepted);
        Assert.True((await completed.OpenFileAsync()).IsAccepted);
    }

    [Fact]
    public async Task Get_OfATaskThatOneMaySee_NeedsNoAudit()
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync();
        Break();

        Assert.Equal(DownloadTaskStatus.InApproval, (await task.GetAsync()).Value!.Status);
    }

    [Fact]
    public async Task Download_ThatIsRefused_IsOneRow()
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync();

        await task.OpenFileAsync();

        Assert.Equal([("alice", "submit", "ok"), ("alice", "download", ErrorCodes.NotCompleted)], fixture.Cluster.Records.AuditOf(task.Key));
    }

    [Fact]
    public async Task Audit_OfAWholeLife_HasEachStepOnceAndInOrder()
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync();
        await task.ApproveAsync("frank");
        await task.CompletedAsync();
        await task.WithdrawAsync();
        await task.OpenFileAsync();

        Assert.Equal(
            [
                ("alice", "submit", "ok"),
                ("frank", "approve", ErrorCodes.NotPermitted),
                ("carol", "approve", "ok"),
                ("alice", "withdraw", ErrorCodes.WrongState),
                ("alice", "download", "ok"),
            ],
            fixture.Cluster.Records.AuditOf(task.Key));
    }

    public void Dispose() => fixture.Cluster.Faults.Clear();

    private void Break() => fixture.Cluster.Faults.Audit.Appending = _ => throw new AuditUnavailableException(new IOException("Broken."));
}

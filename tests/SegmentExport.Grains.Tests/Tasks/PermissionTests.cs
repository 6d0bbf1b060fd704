using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Tasks;

/// <summary>That a task itself checks who calls, whoever stands in front of it.</summary>
public sealed class PermissionTests(RetailCluster fixture) : IClassFixture<RetailCluster>
{
    [Fact]
    public async Task Submit_ByAStranger_IsRefusedAsIfThereWereNoSpace()
    {
        var task = new ExportTask(fixture.Cluster);

        var answer = await task.SubmitAsync("mallory");

        Assert.Equal(NotFoundRejections.Space.Code, answer.Rejection!.Code);
        Assert.Null(task.Stored);
        Assert.Equal([("mallory", "submit", ErrorCodes.SpaceNotFound)], fixture.Cluster.Records.AuditOf(task.Key));
    }

    [Fact]
    public async Task Submit_InASpaceThatDoesNotExist_IsRefusedInTheSameWords()
    {
        var answer = await new ExportTask(fixture.Cluster, "nowhere").SubmitAsync();
        var foreign = await new ExportTask(fixture.Cluster).SubmitAsync("mallory");

        Assert.Equal(foreign.Rejection, answer.Rejection);
    }

    [Theory]
    [InlineData("mallory", ErrorCodes.SpaceNotFound)]
    [InlineData("bob", ErrorCodes.TaskNotFound)]
    [InlineData("erin", ErrorCodes.TaskNotFound)]
    public async Task AnyCall_BySomebodyWhoMayNotSeeTheTask_AnswersAsIfItDidNotExist(string user, string code)
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync();
        var missing = new ExportTask(fixture.Cluster);

        foreach (var call in Calls)
        {
            var refused = await call(task, user);
            Assert.Equal((RejectionKind.NotFound, code), (refused!.Kind, refused.Code));
            Assert.Equal(await call(missing, user), refused);
        }

        Assert.Equal(DecisionKind.Pending, task.Stored!.Decision.Kind);
        Assert.Equal(Calls.Length, fixture.Cluster.Records.AuditOf(task.Key).Count(row => row.Actor == user && row.Outcome == code));
    }

    [Theory]
    [InlineData("frank")]
    [InlineData("alice")]
    public async Task Decide_BySomebodyWhoSeesTheTaskAndDoesNotApprove_IsForbidden(string user)
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync();

        Assert.Equal(ErrorCodes.NotPermitted, (await task.ApproveAsync(user)).Rejection!.Code);
        Assert.Equal(ErrorCodes.NotPermitted, (await task.RejectAsync(user)).Rejection!.Code);
        Assert.Equal(DecisionKind.Pending, task.Stored!.Decision.Kind);
        Assert.Empty(fixture.Cluster.Records.RemindersOf(task.Key));
    }

    [Fact]
    public async Task Withdraw_BySomebodyElseThanTheSubmitter_IsForbidden()
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync();

        Assert.Equal(ErrorCodes.NotPermitted, (await task.WithdrawAsync("carol")).Rejection!.Code);
        Assert.Equal(DecisionKind.Pending, task.Stored!.Decision.Kind);
    }

    [Fact]
    public async Task Approve_OfOnesOwnTask_NeedsAnotherWhereTheSpaceWantsFourEyes()
    {
        var retail = await new ExportTask(fixture.Cluster).SubmittedAsync("carol");
        var bank = await new ExportTask(fixture.Cluster, "bank").SubmittedAsync("carol", ExportTask.BankRequest());

        Assert.True((await retail.ApproveAsync("carol")).IsAccepted);
        Assert.Equal(ErrorCodes.OwnTask, (await bank.ApproveAsync("carol")).Rejection!.Code);
        Assert.Equal(ErrorCodes.OwnTask, (await bank.RejectAsync("carol")).Rejection!.Code);
        Assert.True((await bank.ApproveAsync("dave")).IsAccepted);
    }

    [Fact]
    public async Task OpenFile_ByTheSubmitterAndByThoseWhoSeeAll_IsAllowedAndAudited()
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync();
        await task.ApproveAsync();
        await task.WaitForAsync(DownloadTaskStatus.Completed);

        foreach (var user in new[] { "alice", "frank", "carol" })
        {
            Assert.True((await task.OpenFileAsync(user)).IsAccepted);
        }

        Assert.Equal(["alice", "frank", "carol"], fixture.Cluster.Records.AuditOf(task.Key).Where(row => row is { Action: "download", Outcome: "ok" }).Select(row => row.Actor));
    }

    private static Func<ExportTask, string, Task<Rejection?>>[] Calls =>
    [
        async (task, user) => (await task.GetAsync(user)).Rejection,
        async (task, user) => (await task.WithdrawAsync(user)).Rejection,
        async (task, user) => (await task.ApproveAsync(user)).Rejection,
        async (task, user) => (await task.RejectAsync(user)).Rejection,
        async (task, user) => (await task.OpenFileAsync(user)).Rejection,
        async (task, user) => (await task.Grain.GetManifestAsync(ExportTask.CallerOf(user))).Rejection,
    ];
}

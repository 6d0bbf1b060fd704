using System.Collections.Concurrent;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Tasks;

/// <summary>Commands that meet at one task: one has an effect, the others hear of it.</summary>
public sealed class RaceTests(RaceCluster fixture) : IClassFixture<RaceCluster>
{
    private const int Races = 1000;
    private const int AtOnce = 32;

    [Fact]
    public Task ApproveAndWithdraw_AtOnce_OneWinsAndTheOtherConflicts() => RaceAsync(task => task.ApproveAsync(), task => task.WithdrawAsync());

    [Fact]
    public Task ApproveAndReject_AtOnce_OneWinsAndTheOtherConflicts() => RaceAsync(task => task.ApproveAsync(), task => task.RejectAsync("dave"));

    [Fact]
    public Task ApproveAndApprove_AtOnce_OneWinsAndTheOtherConflicts() => RaceAsync(task => task.ApproveAsync(), task => task.ApproveAsync("dave"));

    [Fact]
    public async Task Approve_RepeatedAHundredTimesAtOnceWithOneOperation_HasOneEffectAndNoConflict()
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync();
        var operation = OperationId.New();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => task.ApproveAsync(operation: operation)));

        Assert.All(answers, answer => Assert.Equal(answers[0].Value!.State.Revision, answer.Value!.State.Revision));
        Assert.Single(task.Stored!.History, entry => entry.Event == TaskEvent.Approved);
        Assert.Single(fixture.Cluster.Records.RemindersOf(task.Key));
    }

    [Fact]
    public async Task Submit_RepeatedAHundredTimesAtOnce_MakesOneTask()
    {
        var task = new ExportTask(fixture.Cluster);
        var request = ExportTask.Request();
        var before = fixture.Cluster.Records.CountTasks();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => task.SubmitAsync(request: request)));

        Assert.All(answers, answer => Assert.Equal(task.Key, answer.Value!.State.Key));
        Assert.Single(answers.Select(answer => answer.Value!.State.Submission.At).Distinct());
        Assert.Equal(before + 1, fixture.Cluster.Records.CountTasks());
        Assert.Single(task.Stored!.History);
        Assert.Equal([("alice", "submit", "ok")], fixture.Cluster.Records.AuditOf(task.Key));
    }

    [Fact]
    public async Task Submit_OfAnotherRequestWithTheSameKey_IsRefusedAndChangesNothing()
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync();

        var other = await task.SubmitAsync(request: ExportTask.Request("tenth"));

        Assert.Equal(ErrorCodes.IdempotencyKeyReused, other.Rejection!.Code);
        Assert.Equal("everyone", task.Stored!.Submission.Segment.Value);
    }

    private async Task RaceAsync(params Func<ExportTask, Task<Answer<DownloadTaskView>>>[] commands)
    {
        var winners = new ConcurrentDictionary<int, int>();
        await Parallel.ForAsync(0, Races, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (race, _) =>
        {
            var task = await new ExportTask(fixture.Cluster).SubmittedAsync();

            // Each goes first in every other race, so that both can win.
            var order = race % 2 == 0 ? commands : [.. commands.Reverse()];
            var answers = await Task.WhenAll(order.Select(command => command(task)));

            var winner = Assert.Single(answers, answer => answer.IsAccepted).Value!;
            foreach (var loser in answers.Where(answer => !answer.IsAccepted))
            {
                Assert.Equal((RejectionKind.Conflict, ErrorCodes.WrongState), (loser.Rejection!.Kind, loser.Rejection.Code));
            }

            var stored = task.Stored!;
            Assert.Equal(winner.State.Decision, stored.Decision);
            Assert.Single(stored.History, entry => entry.Event is TaskEvent.Approved or TaskEvent.Rejected or TaskEvent.Withdrawn);
            Assert.Equal(stored.Decision.Kind == DecisionKind.Approved ? 1 : 0, fixture.Cluster.Records.RemindersOf(task.Key).Length);
            Assert.Equal(stored.Decision.Kind == DecisionKind.Approved ? stored.Decision.At + TimeSpan.FromHours(24) : null, stored.ExpiresAt);
            winners.AddOrUpdate(Array.IndexOf(commands, order[Array.IndexOf(answers, answers.Single(answer => answer.IsAccepted))]), 1, (_, count) => count + 1);
        });

        // A race that always ends the same way is none.
        Assert.All(Enumerable.Range(0, commands.Length), command => Assert.True(winners.GetValueOrDefault(command) > 0, $"Command {command} never won."));
    }
}

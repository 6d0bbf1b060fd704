using System.Collections.Immutable;
using CsCheck;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Events;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Grains.Tests.Events;

public sealed class ChangePageTests
{
    private static readonly DateTimeOffset Now = TaskStates.Epoch.AddDays(2);

    private static readonly ChangePosition Start = new(5, TaskStates.Epoch, ChangePosition.AllTasks);

    [Fact]
    public void Of_CommitsAndExpiries_MovesPastEachOnlyWithIt()
    {
        var (one, two, late) = (Task(6), Task(9), Task(3, TaskStates.Epoch.AddDays(1)));

        var page = ChangePage.Of(Start, new(9, Now, Now), [one, two], [late]);

        Assert.Equal(
            [
                (one, Start with { Sequence = 6 }), (two, Start with { Sequence = 9 }),
                (late, new ChangePosition(9, TaskStates.Epoch.AddDays(1), late.State.Key.Task.Value)),
            ],
            page.Items);
        Assert.Equal(new(9, Now, ChangePosition.AllTasks), page.Next);
    }

    [Fact]
    public void Of_AFullPageOfCommits_DoesNotMovePastTheRest()
    {
        ImmutableArray<ChangedTask> committed = [.. Enumerable.Range(10, ChangePage.Limit).Select(sequence => Task(sequence))];

        Assert.Equal(Start with { Sequence = 9 + ChangePage.Limit }, ChangePage.Of(Start, new(5000, Now, Now), committed, []).Next);
    }

    [Fact]
    public void Of_AFullPageOfExpiries_DoesNotMovePastTheRest()
    {
        ImmutableArray<ChangedTask> expired = [.. Enumerable.Range(0, ChangePage.Limit).Select(_ => Task(3, TaskStates.Epoch.AddDays(1)))];

        Assert.Equal(new(7, TaskStates.Epoch.AddDays(1), expired[^1].State.Key.Task.Value), ChangePage.Of(Start, new(7, Now, Now), [], expired).Next);
    }

    [Fact]
    public void Of_ATaskThatChangedAndExpired_TellsItOnce()
    {
        var task = Task(6, TaskStates.Epoch.AddDays(1));

        Assert.Equal(task, Assert.Single(ChangePage.Of(Start, new(6, Now, Now), [task], [task]).Items).Task);
    }

    [Fact]
    public void Of_NothingForThisCaller_MovesOn() =>
        Assert.Equal(new(77, Now, ChangePosition.AllTasks), ChangePage.Of(Start, new(77, null, Now), [], []).Next);

    [Fact]
    public void TryParse_WhatWasWritten_IsThePosition() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Long[0, DateTimeOffset.MaxValue.UtcTicks], Gen.Bool).Sample(sample =>
        {
            var position = new ChangePosition(sample.Item1, new(sample.Item2, TimeSpan.Zero), sample.Item3 ? ChangePosition.AllTasks : TaskId.New(Now).Value);
            return ChangePosition.TryParse(position.ToString(), out var read) && read == position;
        });

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1-2")]
    [InlineData("1-2-")]
    [InlineData("1-2-x")]
    [InlineData("-1-2-~")]
    [InlineData("1- 2-~")]
    [InlineData("1-9223372036854775807-~")]
    [InlineData("99999999999999999999-2-~")]
    [InlineData("1-2-~-")]
    public void TryParse_AnythingElse_IsNone(string text) => Assert.False(ChangePosition.TryParse(text, out _));

    [Fact]
    public void TryParse_AnyText_DoesNotThrow() => Gen.String.Sample(text => ChangePosition.TryParse(text, out _) || true);

    private static ChangedTask Task(long sequence, DateTimeOffset? expiresAt = null) =>
        new(TaskStates.Submitted() with { ExpiresAt = expiresAt }, default, sequence);
}

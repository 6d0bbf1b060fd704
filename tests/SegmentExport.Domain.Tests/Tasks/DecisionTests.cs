using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Domain.Tests.Samples;

namespace SegmentExport.Domain.Tests.Tasks;

public sealed class DecisionTests
{
    private static readonly (DownloadTaskState? State, DateTimeOffset Now) Running = StateClasses.All["running"];

    public static TheoryData<DownloadTaskCommand> Decisions() =>
        [Sample.Withdraw(Actors.Owner), Sample.Approve(Actors.Approver), Sample.Reject(Actors.Approver)];

    [Theory]
    [MemberData(nameof(Decisions))]
    public void Decide_SameOperationAgain_ChangesNothingEvenLater(DownloadTaskCommand command)
    {
        var made = Assert.IsType<Outcome.Changed>(DownloadTask.Decide(Running.State, command, Running.Now)).State;

        Assert.Same(made, Assert.IsType<Outcome.Unchanged>(DownloadTask.Decide(made, command, Running.Now.AddDays(3))).State);
    }

    [Fact]
    public void Decide_SameOperationOfSomebodyElse_IsNoRepeat()
    {
        var made = Assert.IsType<Outcome.Changed>(DownloadTask.Decide(Running.State, Sample.Approve(Actors.Approver), Running.Now)).State;

        var refused = Assert.IsType<Outcome.Refused>(DownloadTask.Decide(made, Sample.Approve(Actors.OwnerAndApprover), Running.Now));
        Assert.Equal(ErrorCodes.WrongState, refused.Rejection.Code);
    }

    [Fact]
    public void Decide_SameOperationForSomethingElse_IsNoRepeat()
    {
        var made = Assert.IsType<Outcome.Changed>(DownloadTask.Decide(Running.State, Sample.Approve(Actors.Approver, "op"), Running.Now)).State;

        var refused = Assert.IsType<Outcome.Refused>(DownloadTask.Decide(made, Sample.Reject(Actors.Approver, "op"), Running.Now));
        Assert.Equal(ErrorCodes.WrongState, refused.Rejection.Code);
    }

    [Fact]
    public void Decide_ExpectedRevisionIsCurrent_GoesThrough() =>
        Assert.IsType<Outcome.Changed>(DownloadTask.Decide(Running.State, Sample.Approve(Actors.Approver, expected: Running.State!.Revision), Running.Now));

    [Theory]
    [InlineData("running")]
    [InlineData("completed")]
    public void Decide_ExpectedRevisionIsOld_IsRefusedWithBothVersions(string name)
    {
        var (state, now) = StateClasses.All[name];
        var old = state!.Revision - 1;

        var refused = Assert.IsType<Outcome.Refused>(DownloadTask.Decide(state, Sample.Approve(Actors.Approver, "op-new", expected: old), now));

        Assert.Equal((RejectionKind.PreconditionFailed, ErrorCodes.VersionMismatch), (refused.Rejection.Kind, refused.Rejection.Code));
        Assert.Contains($"version {old}", refused.Rejection.Message, StringComparison.Ordinal);
        Assert.Contains($"version {state.Revision}", refused.Rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_NotPermittedAndOldRevision_IsNotPermitted()
    {
        var refused = Assert.IsType<Outcome.Refused>(DownloadTask.Decide(Running.State, Sample.Approve(Actors.Viewer, expected: 0), Running.Now));

        Assert.Equal(ErrorCodes.NotPermitted, refused.Rejection.Code);
    }

    [Fact]
    public void Approve_LongestComment_IsKeptInDecisionAndHistory()
    {
        var comment = new string('好', Submission.MaxTextLength);

        var state = Assert.IsType<Outcome.Changed>(DownloadTask.Decide(Running.State, Sample.Approve(Actors.Approver, comment: comment), Running.Now)).State;

        Assert.Equal(comment, state.Decision.Comment);
        Assert.Equal((TaskEvent.Approved, comment, Actors.Approver.User), (state.History[^1].Event, state.History[^1].Comment, state.History[^1].By));
    }

    [Theory]
    [InlineData(1001, 'x', ErrorCodes.TextTooLong)]
    [InlineData(1, '\0', ErrorCodes.InvalidText)]
    [InlineData(1, '\ud83d', ErrorCodes.InvalidText)]
    public void Withdraw_BadComment_IsRefused(int length, char character, string code)
    {
        var refused = Assert.IsType<Outcome.Refused>(DownloadTask.Decide(Running.State, Sample.Withdraw(Actors.Owner, comment: new(character, length)), Running.Now));

        Assert.Equal((RejectionKind.Invalid, code, "comment"), (refused.Rejection.Kind, refused.Rejection.Code, refused.Rejection.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    public void Reject_BlankComment_IsNoComment(string comment) =>
        Assert.Null(Assert.IsType<Outcome.Changed>(DownloadTask.Decide(Running.State, Sample.Reject(Actors.Approver, comment: comment), Running.Now)).State.Decision.Comment);

    [Fact]
    public void Approve_AnyTime_ExpiresExactly24HoursLater()
    {
        var now = Running.Now.AddTicks(1234567);

        var state = Assert.IsType<Outcome.Changed>(DownloadTask.Decide(Running.State, Sample.Approve(Actors.Approver), now)).State;

        Assert.Equal(now.AddHours(24), state.ExpiresAt);
    }
}

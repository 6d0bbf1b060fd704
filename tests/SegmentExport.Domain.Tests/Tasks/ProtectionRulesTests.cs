using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Domain.Tests.Samples;

namespace SegmentExport.Domain.Tests.Tasks;

/// <summary>Protected zips: one a user, a password shown once, and nothing for whom may not download.</summary>
public sealed class ProtectionRulesTests
{
    private static readonly Actor Submitter = Actors.Owner;
    private static readonly DateTimeOffset Now = Sample.Start.AddMinutes(1);

    private static DownloadTaskState Completed { get; } = Sample.After(
        (Sample.Submit(), TimeSpan.Zero), (new RecordPlan(Sample.Plan), TimeSpan.FromSeconds(1)), (Sample.AllPacked, TimeSpan.FromSeconds(2)), (Sample.Approve(Actors.Approver), TimeSpan.FromSeconds(3)));

    [Fact]
    public void Protect_OfACompletedTask_KeepsWhatWasDerivedAndTheRevision()
    {
        var protection = Protection(Actors.Submitter);

        var changed = Changed(Completed, new ProtectZip(Submitter, protection, Replace: false));

        Assert.Equal(protection, changed.State.ProtectionOf(Actors.Submitter));
        Assert.Equal(Completed.Revision, changed.State.Revision);
        Assert.Equal(Completed.History, changed.State.History);
        Assert.Empty(changed.Effects);
    }

    [Fact]
    public void Protect_ASecondTime_IsRefusedUnlessItReplaces()
    {
        var first = Protect(Completed, Actors.Submitter).State;

        var refused = Refused(first, new ProtectZip(Submitter, Protection(Actors.Submitter, "second"), Replace: false));
        var replaced = Changed(first, new ProtectZip(Submitter, Protection(Actors.Submitter, "second"), Replace: true)).State;

        Assert.Equal((RejectionKind.Conflict, ErrorCodes.PasswordAlreadyShown), (refused.Kind, refused.Code));
        Assert.Contains("2026-05-04T03:03:01Z", refused.Message, StringComparison.Ordinal);
        Assert.Equal("second", Assert.Single(replaced.Protections!.Value).Sealed);
    }

    [Fact]
    public void Protect_ByOthersWhoMayDownload_GivesEachTheirOwn()
    {
        var state = Protect(Protect(Completed, Actors.Submitter).State, Actors.Approver.User, Actors.Approver).State;

        Assert.Equal([Actors.Submitter, Actors.Approver.User], state.Protections!.Value.Select(protection => protection.User));
    }

    [Fact]
    public void Protect_BySomebodyWhoMayNotSeeTheTask_IsAsForNone()
    {
        var refused = Refused(Completed, new ProtectZip(Actors.Nobody, Protection(Actors.Nobody.User), Replace: true));

        Assert.Equal(NotFoundRejections.Task, refused);
    }

    [Fact]
    public void Protect_BeforeCompletionAndAfterExpiry_IsRefusedLikeADownload()
    {
        var waiting = Sample.After((Sample.Submit(), TimeSpan.Zero));
        var protect = new ProtectZip(Submitter, Protection(Actors.Submitter), Replace: false);

        Assert.Equal(ErrorCodes.NotCompleted, Refused(waiting, protect).Code);
        Assert.Equal(ErrorCodes.Expired, Assert.IsType<Outcome.Refused>(DownloadTask.Decide(Completed, protect, Completed.ExpiresAt!.Value)).Rejection.Code);
    }

    [Fact]
    public void Protect_ForMoreUsersThanTheRecordHolds_IsRefusedButReplacingIsNot()
    {
        var state = Completed;
        for (var i = 0; i < 50; i++)
        {
            state = Protect(state, new($"user-{i}"), Actors.Approver).State;
        }

        var refused = Refused(state, new ProtectZip(Actors.Approver, Protection(new("one-more")), Replace: true));

        Assert.Equal(ErrorCodes.TooManyPasswords, refused.Code);
        Assert.Equal(50, Changed(state, new ProtectZip(Actors.Approver, Protection(new("user-7"), "newer"), Replace: true)).State.Protections!.Value.Length);
    }

    [Fact]
    public void Prepared_OfTheZipThatWaits_IsRecordedOnce()
    {
        var state = Protect(Protect(Completed, Actors.Submitter).State, Actors.Approver.User, Actors.Approver).State;
        var prepared = new RecordProtected("sealed of alice", "codes");

        var recorded = Changed(state, prepared).State;

        Assert.Equal(["codes", null], recorded.Protections!.Value.Select(protection => protection.Codes));
        Assert.IsType<Outcome.Unchanged>(DownloadTask.Decide(recorded, prepared with { Codes = "others" }, Now));
    }

    [Fact]
    public void Prepared_OfAZipThatWasReplacedOrOfATaskThatHasEnded_ChangesNothing()
    {
        var state = Protect(Completed, Actors.Submitter).State;
        var replaced = Changed(state, new ProtectZip(Submitter, Protection(Actors.Submitter, "second"), Replace: true)).State;
        var expired = Assert.IsType<Outcome.Changed>(DownloadTask.Decide(state, new Expire(), state.ExpiresAt!.Value)).State;

        Assert.IsType<Outcome.Unchanged>(DownloadTask.Decide(replaced, new RecordProtected("sealed of alice", "codes"), Now));
        Assert.IsType<Outcome.Unchanged>(DownloadTask.Decide(expired, new RecordProtected("sealed of alice", "codes"), Now));
    }

    private static ZipProtection Protection(UserId user, string? key = null) => new() { User = user, At = Now, Sealed = key ?? $"sealed of {user}" };

    private static Outcome.Changed Protect(DownloadTaskState state, UserId user, Actor? actor = null) => Changed(state, new ProtectZip(actor ?? Submitter, Protection(user), Replace: false));

    private static Outcome.Changed Changed(DownloadTaskState state, DownloadTaskCommand command) => Assert.IsType<Outcome.Changed>(DownloadTask.Decide(state, command, Now));

    private static Rejection Refused(DownloadTaskState state, DownloadTaskCommand command) => Assert.IsType<Outcome.Refused>(DownloadTask.Decide(state, command, Now)).Rejection;
}

using System.Collections.Immutable;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Domain.Tasks.Rules;

namespace SegmentExport.Domain.Tasks;

/// <summary>The rules of a download task, in one place and pure: the same state, command and time always give the same outcome.</summary>
public static class DownloadTask
{
    /// <summary>What comes of a command.</summary>
    /// <param name="state">The task's state; null where it does not exist yet.</param>
    /// <param name="command">The command.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ArgumentException">The command is none of the namespace <see cref="Commands"/>.</exception>
    public static Outcome Decide(DownloadTaskState? state, DownloadTaskCommand command, DateTimeOffset now) => (state, command) switch
    {
        (_, Submit submit) => SubmitRule.Decide(state, submit),
        (null, _) => new Outcome.Refused(NotFoundRejections.Task),
        (_, Withdraw withdraw) => WithdrawRule.Decide(state, withdraw, now),
        (_, Approve approve) => ApprovalRules.Decide(state, approve, now),
        (_, Reject reject) => ApprovalRules.Decide(state, reject, now),
        (_, RecordPlan plan) => PlanRule.Decide(state, plan, now),
        (_, RecordPacked packed) => PackedRule.Decide(state, packed, now),
        (_, FailPackaging failed) => FailureRule.Decide(state, failed.Failure, now),
        (_, RecordDigests digests) => DigestsRule.Decide(state, digests, now),
        (_, Expire) => ExpiryRule.Decide(state, now),
        (_, TakeDownload download) => TakeDownloadRule.Decide(state, download),
        (_, ProtectZip protect) => ProtectionRules.Decide(state, protect, now),
        (_, RecordProtected prepared) => ProtectionRules.Decide(state, prepared),
        (_, RecordPartsDeleted) => PartsDeletedRule.Decide(state, now),
        _ => throw new ArgumentException($"No rule decides on {command.GetType().Name}.", nameof(command)),
    };

    /// <summary>The task's status at a time. Once expiry is recorded, a clock that is behind brings nothing back.</summary>
    public static DownloadTaskStatus StatusAt(this DownloadTaskState state, DateTimeOffset now) => state switch
    {
        _ when state.CloseReason() is not null => DownloadTaskStatus.Closed,
        { Decision.Kind: DecisionKind.Pending } => DownloadTaskStatus.InApproval,
        _ when state.ExpiredAt is not null || now >= state.ExpiresAt => DownloadTaskStatus.Expired,
        { Packaging.State: PackagingState.Packed } => DownloadTaskStatus.Completed,
        _ => DownloadTaskStatus.Preparing,
    };

    /// <summary>A user's protected zip; null where they have no password for it.</summary>
    public static ZipProtection? ProtectionOf(this DownloadTaskState state, UserId user) => (state.Protections ?? []).FirstOrDefault(protection => protection.User == user);

    /// <summary>Why the task is closed; null where it is not.</summary>
    public static CloseReason? CloseReason(this DownloadTaskState state) => state switch
    {
        { Decision.Kind: DecisionKind.Withdrawn } => Tasks.CloseReason.Withdrawn,
        { Decision.Kind: DecisionKind.Rejected } => Tasks.CloseReason.Rejected,
        { Packaging.State: PackagingState.Failed } => Tasks.CloseReason.PackagingFailed,
        _ => null,
    };

    /// <summary>Whether the file's digests are still to be computed: from its completion on, once.</summary>
    public static bool AwaitsDigests(this DownloadTaskState state) => DigestsRule.Awaits(state);

    /// <summary>Whether the actor may know of the task: their own, or everybody's with <c>view_all_downloads</c>.</summary>
    public static bool IsVisibleTo(this DownloadTaskState state, Actor actor) => actor.IsSubmitterOf(state) || actor.SeesAll();

    /// <summary>What the actor can do to the task at a time; empty where they may not see it.</summary>
    public static ImmutableArray<TaskAction> ActionsFor(this DownloadTaskState state, Actor actor, DateTimeOffset now)
    {
        if (!state.IsVisibleTo(actor))
        {
            return [];
        }

        var status = state.StatusAt(now);
        return
        [
            TaskAction.View,
            .. status == DownloadTaskStatus.InApproval && actor.IsSubmitterOf(state) ? [TaskAction.Withdraw] : ImmutableArray<TaskAction>.Empty,
            .. status == DownloadTaskStatus.InApproval && actor.MayDecideOn(state) ? [TaskAction.Approve, TaskAction.Reject] : ImmutableArray<TaskAction>.Empty,
            .. status == DownloadTaskStatus.Completed ? [TaskAction.Download] : ImmutableArray<TaskAction>.Empty,
        ];
    }

    /// <summary>Why the actor may not look at the task; null where they may.</summary>
    /// <param name="state">The task's state; null where it does not exist. A task that the actor may not see is refused in the same words.</param>
    /// <param name="actor">Who.</param>
    public static Rejection? CheckView(DownloadTaskState? state, Actor actor) =>
        state is not null && state.IsVisibleTo(actor) ? null : NotFoundRejections.Task;

    /// <summary>Why the actor may not read the space's audit; null where they may: who approves downloads.</summary>
    /// <param name="actor">Who.</param>
    public static Rejection? CheckAudit(Actor actor) =>
        actor.IsApprover() ? null : Rejections.NotPermitted("The audit is for who approves downloads: it needs approve_downloads and view_all_downloads.");

    /// <summary>Why the actor may not see and repeat what webhooks' endpoints are told of the space; null where they may: who approves downloads.</summary>
    /// <param name="actor">Who.</param>
    public static Rejection? CheckWebhooks(Actor actor) =>
        actor.IsApprover() ? null : Rejections.NotPermitted("Webhooks are for who approves downloads, which needs approve_downloads and view_all_downloads, and for operators.");

    /// <summary>Why the actor may not see a sample of the file's rows now; null where they may: all who see the task, until it is closed or expired.</summary>
    /// <param name="state">The task's state; null where it does not exist.</param>
    /// <param name="actor">Who.</param>
    /// <param name="now">The time.</param>
    public static Rejection? CheckSample(DownloadTaskState? state, Actor actor, DateTimeOffset now) =>
        state is not null && state.IsVisibleTo(actor) ? SampleRule.Check(state, actor, now) : NotFoundRejections.Task;

    /// <summary>Why the actor may not download the task's file now; null where they may. Before it is completed, and where it never will be: <c>not_completed</c>; after its 24 hours: <c>expired</c>.</summary>
    /// <param name="state">The task's state; null where it does not exist.</param>
    /// <param name="actor">Who.</param>
    /// <param name="now">The time.</param>
    public static Rejection? CheckDownload(DownloadTaskState? state, Actor actor, DateTimeOffset now) =>
        state is not null && state.IsVisibleTo(actor) ? DownloadRule.Check(state, actor, now) : NotFoundRejections.Task;
}

using SegmentExport.Domain.Catalog;

namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>What an actor may do, apart from the state of the task.</summary>
internal static class ActorRights
{
    private const SpacePermissions Approver = SpacePermissions.ApproveDownloads | SpacePermissions.ViewAllDownloads;

    public static bool IsSubmitterOf(this Actor actor, DownloadTaskState state) => state.Submission.Submitter == actor.User;

    public static bool SeesAll(this Actor actor) => (actor.Permissions & SpacePermissions.ViewAllDownloads) != 0;

    /// <summary>Approval needs both permissions: who may not see a task cannot judge it.</summary>
    public static bool IsApprover(this Actor actor) => (actor.Permissions & Approver) == Approver;

    public static bool IsBarredByFourEyes(this Actor actor, DownloadTaskState state) => actor.FourEyes && actor.IsSubmitterOf(state);

    public static bool MayDecideOn(this Actor actor, DownloadTaskState state) => actor.IsApprover() && !actor.IsBarredByFourEyes(state);
}

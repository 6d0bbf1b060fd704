using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks.Commands;

namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>The digests of the file: of a completed task, once. Nobody decides on them, so they are no part of its history.</summary>
internal static class DigestsRule
{
    // Read and hashed in a millisecond.
    private const long FewBytes = 1 << 20;

    public static Outcome Decide(DownloadTaskState state, RecordDigests command, DateTimeOffset now)
    {
        if (command.Digests.IsDefaultOrEmpty || !Awaits(state) || state.StatusAt(now) != DownloadTaskStatus.Completed)
        {
            return state.Unchanged();
        }

        // No answer about the task shows them, so they are no new revision: the last event of a task names the one that its own call answers with.
        return new Outcome.Changed(state with { Digests = command.Digests }, []) { CanWait = state.Packaging.Totals.StoredBytes <= FewBytes };
    }

    /// <summary>Whether the file's bytes are settled, approval and all, and have no digests yet.</summary>
    public static bool Awaits(DownloadTaskState state) =>
        state is { Decision.Kind: DecisionKind.Approved, Packaging.State: PackagingState.Packed, ExpiredAt: null, Digests.IsEmpty: true };
}

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

        var digested = state with { Digests = command.Digests };
        return state.Packaging.Totals.StoredBytes <= FewBytes ? state.ChangedForNow(digested) : state.Changed(digested);
    }

    /// <summary>Whether the file's bytes are settled, approval and all, and have no digests yet.</summary>
    public static bool Awaits(DownloadTaskState state) =>
        state is { Decision.Kind: DecisionKind.Approved, Packaging.State: PackagingState.Packed, ExpiredAt: null, Digests.IsEmpty: true };
}

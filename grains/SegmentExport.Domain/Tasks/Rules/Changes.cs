using System.Collections.Immutable;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>How a state becomes the next one.</summary>
internal static class Changes
{
    /// <summary>The outcome of a change: one revision more.</summary>
    public static Outcome.Changed Changed(this DownloadTaskState before, DownloadTaskState after, params ImmutableArray<TaskEffect> effects) =>
        new(after with { Revision = before.Revision + 1 }, effects);

    public static Outcome Unchanged(this DownloadTaskState state) => new Outcome.Unchanged(state);

    public static DownloadTaskState Remember(
        this DownloadTaskState state, TaskEvent what, DateTimeOffset now, UserId? by = null, string? comment = null) =>
        state with { History = state.History.Add(new() { Event = what, At = now, By = by, Comment = comment }) };

    /// <summary>Packaging that is not over ends as cancelled; packaging that is over stays as it is.</summary>
    public static DownloadTaskState CancelPackaging(this DownloadTaskState state, DateTimeOffset now) => state.IsPackaging()
        ? state with { Packaging = state.Packaging with { State = PackagingState.Cancelled, EndedAt = now } }
        : state;

    public static bool IsPackaging(this DownloadTaskState state) => state.Packaging.State is PackagingState.Waiting or PackagingState.Running;

    /// <summary>Whether the task is closed or its expiry is recorded: facts, which no clock can take back.</summary>
    public static bool HasEnded(this DownloadTaskState state) => state.CloseReason() is not null || state.ExpiredAt is not null;

    /// <summary>What ends a task that was in this state: its work, where it has any, then whatever there may be of parts.</summary>
    public static ImmutableArray<TaskEffect> EffectsOfEnding(this DownloadTaskState state) =>
        state.IsPackaging() ? [TaskEffect.CancelPackaging, TaskEffect.DeleteParts] : [TaskEffect.DeleteParts];
}

using System.Collections.Immutable;
using SegmentExport.Domain.Tasks.Commands;

namespace SegmentExport.Domain.Tasks;

/// <summary>The rules of a download task, in one place and pure: the same state, command and time always give the same outcome.</summary>
public static class DownloadTask
{
    /// <summary>What comes of a command.</summary>
    /// <param name="state">The task's state; null where it does not exist yet.</param>
    /// <param name="command">The command.</param>
    /// <param name="now">The time.</param>
    public static Outcome Decide(DownloadTaskState? state, DownloadTaskCommand command, DateTimeOffset now) => throw new NotSupportedException();

    /// <summary>The task's status at a time.</summary>
    public static DownloadTaskStatus StatusAt(this DownloadTaskState state, DateTimeOffset now) => throw new NotSupportedException();

    /// <summary>Why the task is closed; null where it is not.</summary>
    public static CloseReason? CloseReason(this DownloadTaskState state) => throw new NotSupportedException();

    /// <summary>Whether the actor may know of the task: their own, or everybody's with <c>view_all_downloads</c>.</summary>
    public static bool IsVisibleTo(this DownloadTaskState state, Actor actor) => throw new NotSupportedException();

    /// <summary>What the actor can do to the task at a time; empty where they may not see it.</summary>
    public static ImmutableArray<TaskAction> ActionsFor(this DownloadTaskState state, Actor actor, DateTimeOffset now) => throw new NotSupportedException();
}

using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Grains.Tasks;

/// <summary>When a file may be handed out, and what it is made of.</summary>
internal static class FileRules
{
    /// <summary>Why the file may not be handed out to the actor now; null where it may.</summary>
    public static Rejection? Check(DownloadTaskState state, Actor actor, string? container, DateTimeOffset now)
    {
        var status = state.StatusAt(now);
        if (status == DownloadTaskStatus.Expired)
        {
            return new()
            {
                Kind = RejectionKind.Gone,
                Code = ErrorCodes.Expired,
                Message = $"The file could be downloaded until {state.ExpiresAt:yyyy-MM-dd'T'HH:mm:ss'Z'} and has been deleted. Create a new task.",
                Status = status,
            };
        }

        if (status != DownloadTaskStatus.Completed)
        {
            return new()
            {
                Kind = RejectionKind.Conflict,
                Code = ErrorCodes.NotCompleted,
                Message = status == DownloadTaskStatus.Closed
                    ? "The task is closed: there is no file. Create a new task."
                    : "The file can be downloaded once the task is approved and packed.",
                Status = status,
                AllowedActions = state.ActionsFor(actor, now),
            };
        }

        var allowed = ContainerKinds.For(state.Submission.Format, state.Submission.Options.Compression);
        return container is null || allowed.Contains(container, StringComparer.Ordinal) ? null : new()
        {
            Kind = RejectionKind.Invalid,
            Code = ErrorCodes.UnknownContainer,
            Message = $"This file has no such container. Allowed: {string.Join(", ", allowed)}.",
            Path = "container",
        };
    }

    /// <summary>What the file of a packed task is made of.</summary>
    public static ArtifactDescription Describe(DownloadTaskState state) => new()
    {
        Task = state.Key,
        Name = state.Submission.Name,
        Format = state.Submission.Format,
        Options = state.Submission.Options,
        Columns = state.Submission.Query.Columns,
        Parts = state.Packaging.Packed,
        SubmittedAt = state.Submission.At,
    };
}

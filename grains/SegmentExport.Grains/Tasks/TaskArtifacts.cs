using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Grains.Tasks;

/// <summary>What the file of a task is made of, and what it can be handed out in.</summary>
internal static class TaskArtifacts
{
    /// <summary>Why the file cannot be handed out in a container; null where it can.</summary>
    public static Rejection? CheckContainer(DownloadTaskState state, string? container)
    {
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

using System.Collections.Immutable;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Limits;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Containers.Protection;

namespace SegmentExport.Grains.Tasks;

/// <summary>What the file of a task is made of, and what it can be handed out in.</summary>
internal static class TaskArtifacts
{
    /// <summary>Why the file cannot be handed out in a container; null where it can.</summary>
    public static Rejection? CheckContainer(DownloadTaskState state, string? container)
    {
        var (format, compression) = (state.Submission.Format, state.Submission.Options.Compression);
        var allowed = ContainerKinds.For(format, compression);
        allowed = ProtectedZip.Exists(format, compression) ? allowed.Add(ContainerKinds.ProtectedZip) : allowed;
        return container is null || allowed.Contains(container, StringComparer.Ordinal) ? null : new()
        {
            Kind = RejectionKind.Invalid,
            Code = ErrorCodes.UnknownContainer,
            Message = $"This file has no such container. Allowed: {string.Join(", ", allowed)}.",
            Path = "container",
        };
    }

    /// <summary>Leave to read the file of a completed task.</summary>
    public static FileGrant Grant(DownloadTaskState state, string? container) => new()
    {
        Artifact = Describe(state),
        ExpiresAt = state.ExpiresAt!.Value,
        Container = container ?? ContainerKinds.For(state.Submission.Format, state.Submission.Options.Compression)[0],
        Digests = state.Digests,
        Snapshot = state.Packaging.Plan?.SourceVersion,
    };

    /// <summary>How much of the file a request asks for, and how much there is. A range that is meant for another file is none (RFC 9110, section 13.1.5).</summary>
    public static (long Bytes, long Length) Measure(DownloadTaskState state, OpenFileRequest request, ImmutableArray<EntryProtection> zip)
    {
        var grant = Grant(state, request.Container);
        var view = ContainerKinds.Open(grant.Artifact, grant.Container, zip)!;
        var isWhole = request.IfRange is { } tag && tag != $"\"{view.Identity}\"";
        return (isWhole ? view.Length : RequestedBytes.Of(request.Range, view.Length), view.Length);
    }

    /// <summary>SHA-256 of the file in a container, or in the format's default; null where it is not computed yet.</summary>
    public static string? DigestOf(DownloadTaskState state, string? container)
    {
        var wanted = container ?? ContainerKinds.For(state.Submission.Format, state.Submission.Options.Compression)[0];
        return state.Digests.FirstOrDefault(digest => digest.Container == wanted)?.Sha256;
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
        Provenance = state.Decision is { Kind: DecisionKind.Approved, By: { } approver, At: { } approvedAt } ? ProvenanceOf(state.Submission, approver, approvedAt) : null,
    };

    private static Provenance ProvenanceOf(Submission submission, UserId approver, DateTimeOffset approvedAt) => new()
    {
        Segment = submission.Segment,
        SegmentName = submission.SegmentName,
        Reason = submission.Reason,
        Submitter = submission.Submitter,
        Approver = approver,
        ApprovedAt = approvedAt,
    };
}

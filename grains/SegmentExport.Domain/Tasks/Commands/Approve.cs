using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Tasks.Commands;

/// <summary>Approves the task: both permissions, before a decision, packaging not failed.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Operation">The command's id: repeated, it has no second effect.</param>
/// <param name="Comment">The words for it; may be null.</param>
/// <param name="ExpectedRevision">The revision the actor last saw; null: any.</param>
public sealed record Approve(Actor Actor, OperationId Operation, string? Comment, long? ExpectedRevision) : DownloadTaskCommand;

using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Tasks.Commands;

/// <summary>Creates the task. Repeated with the same request it changes nothing; with another one it is refused.</summary>
/// <param name="Key">The task.</param>
/// <param name="Submission">What is asked for, checked against the catalog already.</param>
/// <param name="TraceParent">The trace context to keep with the task; may be null.</param>
public sealed record Submit(TaskKey Key, Submission Submission, string? TraceParent) : DownloadTaskCommand;

using SegmentExport.Domain.Packaging;

namespace SegmentExport.Domain.Tasks.Commands;

/// <summary>Packaging failed for good.</summary>
/// <param name="Failure">Why.</param>
public sealed record FailPackaging(PackagingFailure Failure) : DownloadTaskCommand;

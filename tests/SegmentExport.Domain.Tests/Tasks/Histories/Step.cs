using SegmentExport.Domain.Tasks.Commands;

namespace SegmentExport.Domain.Tests.Tasks.Histories;

/// <summary>A command and how long after the one before it comes.</summary>
internal sealed record Step(TimeSpan After, DownloadTaskCommand Command);

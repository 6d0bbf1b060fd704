using SegmentExport.Domain.Tasks;

namespace SegmentExport.Grains.Telemetry;

/// <summary>The tasks of one status, of all spaces.</summary>
/// <param name="Status">In approval, preparing or completed.</param>
/// <param name="Count">How many.</param>
/// <param name="OldestAge">How long ago the oldest was submitted; zero where there is none.</param>
public sealed record LiveTasks(DownloadTaskStatus Status, long Count, TimeSpan OldestAge);

namespace SegmentExport.Domain.Tasks.Commands;

/// <summary>The parts of a closed or expired task are gone.</summary>
public sealed record RecordPartsDeleted : DownloadTaskCommand;

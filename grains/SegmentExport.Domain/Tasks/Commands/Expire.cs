namespace SegmentExport.Domain.Tasks.Commands;

/// <summary>Ends the task where its 24 hours are over; before that it changes nothing.</summary>
public sealed record Expire : DownloadTaskCommand;

namespace SegmentExport.Domain.Tasks.Commands;

/// <summary>Bytes of the file are about to be handed out.</summary>
/// <param name="Bytes">How many.</param>
/// <param name="Length">How many the file has in that container.</param>
/// <param name="Most">How many downloads of it there may be; null: no limit.</param>
public sealed record TakeDownload(long Bytes, long Length, int? Most) : DownloadTaskCommand;

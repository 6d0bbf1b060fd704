namespace SegmentExport.Client.Downloads;

/// <summary>How far a download is.</summary>
/// <param name="Bytes">Bytes that are on the disk, also those of earlier tries.</param>
/// <param name="Total">Bytes of the whole file.</param>
public readonly record struct DownloadProgress(long Bytes, long Total);

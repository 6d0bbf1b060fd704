namespace SegmentExport.Client.Downloads;

/// <summary>A file that was downloaded whole.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256, in lower-case hexadecimal.</param>
/// <param name="IsChecked">Whether that is the API's digest; false where the API has none (a protected zip; with <see cref="DownloadOptions.AllowUnchecked"/> also one that was not computed in time).</param>
/// <param name="Resumed">Bytes that were there from earlier tries.</param>
public sealed record DownloadedFile(string Path, long Bytes, string Sha256, bool IsChecked, long Resumed);

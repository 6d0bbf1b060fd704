namespace SegmentExport.Client.Contracts;

/// <summary>A download of a task's file.</summary>
/// <param name="User">Who downloaded; of a link who made it.</param>
/// <param name="At">When it began.</param>
/// <param name="Container">What the file was handed out in.</param>
/// <param name="Range">The ranges that were asked for, as in <c>bytes=0-99</c>; null: the whole file.</param>
/// <param name="Bytes">The bytes that were asked for, whether they arrived or the transfer broke off; null: unknown, of a protected zip.</param>
/// <param name="ByLink">Whether it came by a link.</param>
public sealed record DownloadInfo(string User, DateTimeOffset At, string Container, string? Range, long? Bytes, bool ByLink);

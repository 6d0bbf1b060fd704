namespace SegmentExport.Client.Contracts;

/// <summary>A container that the file can be handed out in.</summary>
/// <param name="Name">To be sent as <c>container</c>.</param>
/// <param name="FileName">What the download is called.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256 of it, in lower-case hexadecimal; null until it was computed, some time after completion.</param>
public sealed record ManifestContainer(string Name, string FileName, long Bytes, string? Sha256);

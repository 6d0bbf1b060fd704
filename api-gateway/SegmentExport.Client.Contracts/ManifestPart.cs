namespace SegmentExport.Client.Contracts;

/// <summary>A stored part of the file.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="PlainBytes">Its bytes before compression.</param>
/// <param name="StoredBytes">Its bytes as they lie in the file, before they are encrypted for the store.</param>
/// <param name="Sha256">The SHA-256 of those, in lower-case hexadecimal.</param>
public sealed record ManifestPart(int Index, long Rows, long PlainBytes, long StoredBytes, string Sha256);

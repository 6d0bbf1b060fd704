namespace SegmentExport.Packaging.Masking;

/// <summary>A division of the first level, in UTF-8.</summary>
/// <param name="Name">广东省.</param>
/// <param name="ShortName">广东.</param>
/// <param name="Cities">The divisions directly under it: 广州市 … None under a municipality or a special administrative region.</param>
internal sealed record Province(byte[] Name, byte[] ShortName, byte[][] Cities);

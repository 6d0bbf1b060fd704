namespace SegmentExport.Client.Contracts;

/// <summary>The password of the caller's protected zip: shown this once, and kept nowhere.</summary>
/// <param name="Password">24 letters and digits in four groups; 120 random bits.</param>
/// <param name="Container">The container that it opens; good at once, or as soon as the zip is prepared.</param>
public sealed record ZipPassword(string Password, string Container);

namespace SegmentExport.Client.Contracts;

/// <summary>A link to a file.</summary>
/// <param name="Url">Relative to the API's host; needs no token, and is as secret as one.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record FileLink(string Url, DateTimeOffset ExpiresAt);

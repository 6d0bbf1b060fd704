namespace SegmentExport.Client.Contracts;

/// <summary>Why packaging failed.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Message">For people.</param>
public sealed record FailureInfo(string Code, string Message);

namespace SegmentExport.Client.Errors;

/// <summary>What is wrong with one part of a request.</summary>
/// <param name="Path">Which part, as in <c>fields[2].masking</c>.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Message">For people.</param>
public sealed record ApiFieldError(string Path, string Code, string Message);

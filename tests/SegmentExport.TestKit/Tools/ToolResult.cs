namespace SegmentExport.TestKit.Tools;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">0 where all was well.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record ToolResult(int ExitCode, string Output, string Error);

namespace SegmentExport.Domain.Tasks.Commands;

/// <summary>The authentication codes of a protected zip were computed.</summary>
/// <param name="Sealed">Which one's.</param>
/// <param name="Codes">The codes, as base64.</param>
public sealed record RecordProtected(string Sealed, string Codes) : DownloadTaskCommand;

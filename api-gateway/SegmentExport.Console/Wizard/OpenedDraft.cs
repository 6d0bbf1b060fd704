using SegmentExport.WebConsole.Api;

namespace SegmentExport.WebConsole.Wizard;

/// <summary>What the wizard begins with.</summary>
/// <param name="Draft">The draft; null: it could not be made.</param>
/// <param name="Problem">Why not.</param>
/// <param name="IsRestored">Whether it is one that was left before.</param>
internal sealed record OpenedDraft(ExportDraft? Draft, ApiProblem? Problem, bool IsRestored);

namespace SegmentExport.WebConsole.Wizard;

/// <summary>How the wizard was entered.</summary>
/// <param name="Segment">A segment to begin with; null: none.</param>
/// <param name="From">The origin of the API that goes with it; null: the export page.</param>
/// <param name="Again">A task to create again; null: none.</param>
/// <param name="State">What the history entry carries: a seed; null: none.</param>
internal sealed record WizardEntry(string? Segment, string? From, string? Again, string? State);

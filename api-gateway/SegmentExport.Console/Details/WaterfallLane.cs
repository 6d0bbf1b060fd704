namespace SegmentExport.WebConsole.Details;

/// <summary>A lane of a waterfall.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="Silo">Of which silo; null: of none.</param>
/// <param name="Bars">Its stretches, none over another.</param>
internal sealed record WaterfallLane(LaneKind Kind, string? Silo, IReadOnlyList<WaterfallBar> Bars);

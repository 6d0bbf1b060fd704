namespace SegmentExport.WebConsole.Localization;

/// <summary>The wizard of a new download task.</summary>
internal sealed record WizardTexts
{
    public required string Title { get; init; }
    public required string Steps { get; init; }
    public required string StepSegment { get; init; }
    public required string StepFields { get; init; }
    public required string StepMasking { get; init; }
    public required string StepFormat { get; init; }
    public required string StepReview { get; init; }
    public required string Next { get; init; }
    public required string Back { get; init; }
    public required string Submit { get; init; }
    public required string Submitted { get; init; }
    public required string Clear { get; init; }
    public required string DraftRestored { get; init; }
    public required string SegmentSearch { get; init; }
    public required string SegmentNone { get; init; }
    public required string SegmentNoResult { get; init; }
    public required string SegmentChosen { get; init; }
    public required string SegmentMissing { get; init; }
    public required string Reason { get; init; }
    public required string ReasonHint { get; init; }
    public required Func<int, string> ReasonLength { get; init; }
    public required string Fields { get; init; }
    public required string AddFeature { get; init; }
    public required string FieldsEmpty { get; init; }
    public required string FieldSearch { get; init; }
    public required string FieldNoResult { get; init; }
    public required Func<string, string> RemoveField { get; init; }
    public required Func<string, string> MoveUp { get; init; }
    public required Func<string, string> MoveDown { get; init; }
    public required string SelectAll { get; init; }
    public required string MaskingLead { get; init; }
    public required string MaskingNone { get; init; }
    public required Func<string, string> MaskingOf { get; init; }
    public required string MaskingLocked { get; init; }
    public required string Unmasked { get; init; }
    public required string Example { get; init; }
    public required string ExampleHint { get; init; }
    public required string Format { get; init; }
    public required string FormatCsv { get; init; }
    public required string FormatJsonl { get; init; }
    public required string FormatXlsx { get; init; }
    public required string FormatParquet { get; init; }
    public required string Options { get; init; }
    public required string NoOptions { get; init; }
    public required string Compression { get; init; }
    public required string CompressionDeflate { get; init; }
    public required string CompressionZstd { get; init; }
    public required string Delimiter { get; init; }
    public required string Comma { get; init; }
    public required string Semicolon { get; init; }
    public required string Tab { get; init; }
    public required string Bar { get; init; }
    public required string ByteOrderMark { get; init; }
    public required string DisplayNames { get; init; }
    public required string LineFeedOnly { get; init; }
    public required string NeutralizeFormulas { get; init; }
    public required string NullText { get; init; }
    public required string ReviewLead { get; init; }
    public required string Estimate { get; init; }
    public required string EstimateUnknown { get; init; }
    public required string FixErrors { get; init; }
}

namespace SegmentExport.Sources;

/// <summary>Something in the catalog that the source does not bear out.</summary>
/// <param name="QueryIndex">Which of the queries.</param>
/// <param name="ColumnIndex">Which of its columns; null: the table, the key, the segment.</param>
/// <param name="Message">What was found and what would do.</param>
public sealed record SourceProblem(int QueryIndex, int? ColumnIndex, string Message);

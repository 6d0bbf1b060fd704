namespace SegmentExport.Benchmarks.Lifecycle;

/// <summary>One transaction that a lifecycle committed: it wrote one row.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="IsFirst">Whether the row was inserted; else it was updated, or deleted.</param>
/// <param name="Data">What was written: the state as stored, or the row as text.</param>
internal sealed record RecordedWrite(string Table, bool IsFirst, byte[] Data);

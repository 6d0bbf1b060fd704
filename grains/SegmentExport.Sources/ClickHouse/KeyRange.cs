namespace SegmentExport.Sources.ClickHouse;

/// <summary>From which key to which rows are read, as the text of the keys.</summary>
/// <param name="From">The first; null: from the beginning.</param>
/// <param name="To">The first that is not read; null: to the end.</param>
/// <param name="IsBehind">Whether <paramref name="From"/> itself is not read.</param>
internal readonly record struct KeyRange(byte[]? From, byte[]? To, bool IsBehind = false);

using System.Collections.Immutable;

namespace SegmentExport.Packaging.Rows;

/// <summary>A few rows, masked and encoded.</summary>
/// <param name="Json">One JSON object a row in UTF-8, ended by a line feed, with the field ids as names.</param>
/// <param name="Count">How many rows.</param>
/// <param name="HasMore">Whether the reader had more rows than are taken.</param>
public sealed record EncodedRows(ImmutableArray<byte> Json, int Count, bool HasMore);

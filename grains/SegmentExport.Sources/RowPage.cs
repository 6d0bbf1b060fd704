using SegmentExport.Packaging;

namespace SegmentExport.Sources;

/// <summary>Some rows of a query, being read.</summary>
/// <param name="SourceVersion">The state of the source that they are from; empty where places outlive changes.</param>
/// <param name="Rows">The rows, in the source's fixed order; the caller disposes them.</param>
public sealed record RowPage(string SourceVersion, IRowPageReader Rows);

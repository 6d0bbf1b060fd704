namespace SegmentExport.Domain.Catalog.Drawing;

/// <summary>A column of a source's table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds.</param>
/// <param name="TypeName">What the source calls that.</param>
public sealed record SourceColumn(string Name, ColumnType Type, string TypeName);

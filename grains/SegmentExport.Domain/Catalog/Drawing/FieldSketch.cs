namespace SegmentExport.Domain.Catalog.Drawing;

/// <summary>A field of a catalog that is being drawn.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Suspicion">What the column seems to tell about a person; null for nothing.</param>
public sealed record FieldSketch(SourceColumn Column, Suspicion? Suspicion)
{
    private static readonly string[] TagEnds = ["tag", "label", "score", "level", "标签", "等级"];

    /// <summary>A guess at what kind of field it is.</summary>
    public FieldKind Kind => Suspicion?.Sensitivity switch
    {
        null when IsTag(Column.Name) => FieldKind.Tag,
        null or Sensitivity.Address or Sensitivity.Birthday or Sensitivity.Age => FieldKind.Attribute,
        _ => FieldKind.Identity,
    };

    private static bool IsTag(string column) =>
        column.StartsWith("is_", StringComparison.OrdinalIgnoreCase)
        || TagEnds.Any(end => column.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}

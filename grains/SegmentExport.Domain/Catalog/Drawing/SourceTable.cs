using System.Collections.Immutable;

namespace SegmentExport.Domain.Catalog.Drawing;

/// <summary>A table of a source.</summary>
/// <param name="Name">Its name, as a catalog writes it.</param>
/// <param name="Columns">Its columns, in their order.</param>
public sealed record SourceTable(string Name, ImmutableArray<SourceColumn> Columns)
{
    /// <summary>The column of that name; upper and lower case are the same where the source has no other. Null where there is none.</summary>
    public SourceColumn? Column(string name) =>
        Columns.FirstOrDefault(column => column.Name == name) ?? Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

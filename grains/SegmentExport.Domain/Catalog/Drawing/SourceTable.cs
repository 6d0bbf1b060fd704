using System.Collections.Immutable;

namespace SegmentExport.Domain.Catalog.Drawing;

/// <summary>A table of a source.</summary>
/// <param name="Name">Its name, as a catalog writes it.</param>
/// <param name="QualifiedName">Its name behind that of the schema or database that it is in, as a catalog may write it too.</param>
/// <param name="Columns">Its columns, in their order.</param>
public sealed record SourceTable(string Name, string QualifiedName, ImmutableArray<SourceColumn> Columns)
{
    /// <summary>The table that a catalog means by a name; upper and lower case are the same where the source has no other. Null where there is none.</summary>
    /// <param name="tables">Those of the source.</param>
    /// <param name="name">The name, alone or qualified.</param>
    public static SourceTable? Find(IReadOnlyList<SourceTable> tables, string name) =>
        tables.FirstOrDefault(table => table.IsNamed(name, StringComparison.Ordinal)) ?? tables.FirstOrDefault(table => table.IsNamed(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The column of that name; upper and lower case are the same where the source has no other. Null where there is none.</summary>
    public SourceColumn? Column(string name) =>
        Columns.FirstOrDefault(column => column.Name == name) ?? Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private bool IsNamed(string name, StringComparison comparison) => Name.Equals(name, comparison) || QualifiedName.Equals(name, comparison);
}

namespace SegmentExport.Domain.Catalog.Drawing;

/// <summary>What a column seems to be, and why.</summary>
/// <param name="Sensitivity">What.</param>
/// <param name="Reason">Why, in words, without a value.</param>
public sealed record Suspicion(Sensitivity Sensitivity, string Reason)
{
    /// <summary>Looks at a column's name, and at some of its values.</summary>
    /// <param name="column">The column.</param>
    /// <param name="values">Values as text, without missing ones; may be none. None of them is kept.</param>
    /// <returns>What is suspected; null for nothing.</returns>
    public static Suspicion? Of(SourceColumn column, IReadOnlyCollection<string> values)
    {
        // What values show counts more than what a column is called, except where the name says that an id is one of a person or of a device.
        if (column.Type is ColumnType.Text or ColumnType.Number && ValueClues.Of(values) is var (shown, share))
        {
            return new(shown, $"{share} % of {values.Count} values look like it");
        }

        return NameClues.Of(column) is { } named ? new(named, "by its name") : null;
    }
}

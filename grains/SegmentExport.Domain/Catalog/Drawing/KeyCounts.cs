namespace SegmentExport.Domain.Catalog.Drawing;

/// <summary>How good a column is as a key.</summary>
/// <param name="Rows">How many rows the table has.</param>
/// <param name="Missing">In how many of them the column has no value.</param>
/// <param name="Distinct">How many different values it has.</param>
public readonly record struct KeyCounts(long Rows, long Missing, long Distinct)
{
    /// <summary>Whether each row has a value of its own.</summary>
    public bool IsKey => Missing == 0 && Distinct == Rows;
}

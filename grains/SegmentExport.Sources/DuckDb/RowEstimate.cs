using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Sources.DuckDb;

/// <summary>
/// Guesses a query's rows from a few stretches of stored rows. DuckDB's own guess (<c>EXPLAIN</c>) is made by the optimizer of joins, which is off here because it would change the rows' order.
/// </summary>
internal static class RowEstimate
{
    private const int Stretches = 8;
    private const int StretchRows = 2048;

    /// <summary>The guess; exact for a small table.</summary>
    public static long Sample(DuckDbSession session, ExportQuery query, SegmentSql sql, CancellationToken cancellationToken)
    {
        var tableRows = session.Scalar<long>($"SELECT count(*) FROM {SqlText.Table(query.Profile.Table)}", [], cancellationToken);
        var isWhole = tableRows <= Stretches * StretchRows;
        var (count, size) = isWhole ? (1, tableRows) : (Stretches, StretchRows);
        var found = Enumerable.Range(0, count).Sum(
            index => session.Scalar<long>(sql.Count(Stretch(index * (tableRows / count), size)), sql.Parameters, cancellationToken));
        return isWhole ? found : (long)((Int128)found * tableRows / (Stretches * StretchRows));
    }

    private static Shard Stretch(long from, long rows) => new() { Index = 0, From = $"{from}", To = $"{from + rows}", FirstRow = 0, Rows = 0 };
}

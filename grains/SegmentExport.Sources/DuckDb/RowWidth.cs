using SegmentExport.Domain.Exports;

namespace SegmentExport.Sources.DuckDb;

/// <summary>Estimates how many bytes of text a row of a query has, from a few rows here and there in the table: what they cost does not grow with it.</summary>
internal static class RowWidth
{
    private const int Places = 8;
    private const int RowsEach = 32;

    /// <summary>Bytes of a row with what stands between its values; at least 1. The same for the same state of the source.</summary>
    /// <param name="snapshot">The state; it remembers the columns that have been looked at, so a small segment pays for them once.</param>
    /// <param name="session">At its data.</param>
    /// <param name="query">The query; its condition does not matter.</param>
    /// <param name="tableRows">Row ids of the profile table.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static long Estimate(DuckDbSnapshot snapshot, DuckDbSession session, ExportQuery query, long tableRows, CancellationToken cancellationToken)
    {
        var table = query.Profile.Table;
        string[] unknown = [.. query.Columns.Where(column => !column.IsHashed() && !snapshot.Widths.ContainsKey((table, column.Column))).Select(column => column.Column).Distinct()];
        if (unknown.Length > 0)
        {
            Measure(snapshot, session, table, unknown, tableRows, cancellationToken);
        }

        return Math.Max(1, (long)query.Columns.Sum(column => 1 + (column.IsHashed() ? HashedColumns.TextLength : snapshot.Widths[(table, column.Column)])));
    }

    private static void Measure(DuckDbSnapshot snapshot, DuckDbSession session, string table, string[] columns, long tableRows, CancellationToken cancellationToken)
    {
        // In one statement: a statement costs more than its few rows.
        var widths = string.Join(", ", columns.Select((column, i) => $"strlen(CAST(p.{SqlText.Name(column)} AS VARCHAR)) AS w{i}"));
        var places = Enumerable.Range(0, Places).Select(place => (long)((Int128)tableRows * place / Places))
            .Select(from => $"SELECT {widths} FROM {SqlText.Table(table)} AS p WHERE p.rowid >= {from} AND p.rowid < {from + RowsEach}");
        var means = string.Join(", ", columns.Select((_, i) => $"CAST(avg(coalesce(w{i}, 0)) AS DOUBLE)"));
        session.ForEach(
            $"SELECT {means} FROM ({string.Join(" UNION ALL ", places)})",
            [],
            row =>
            {
                for (var i = 0; i < columns.Length; i++)
                {
                    snapshot.Widths[(table, columns[i])] = row.IsDBNull(i) ? 0 : row.GetDouble(i);
                }
            },
            cancellationToken);
    }
}

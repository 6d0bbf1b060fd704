using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Masking;

namespace SegmentExport.Sources.DuckDb;

/// <summary>Estimates how many bytes of text a row of a query has, from a few rows here and there in the table: what they cost does not grow with it.</summary>
internal static class RowWidth
{
    private const int Places = 8;
    private const int RowsEach = 32;
    private const int HashLength = 64;

    /// <summary>Bytes of a row with what stands between its values; at least 1. The same for the same state of the source.</summary>
    /// <param name="session">At the data.</param>
    /// <param name="query">The query; its condition does not matter.</param>
    /// <param name="tableRows">Row ids of the profile table.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static long Estimate(DuckDbSession session, ExportQuery query, long tableRows, CancellationToken cancellationToken)
    {
        var width = string.Join(" + ", query.Columns.Select(Width));
        var (rows, bytes) = (0L, 0L);
        for (var place = 0; place < Places; place++)
        {
            var from = (long)((Int128)tableRows * place / Places);
            session.ForEach(
                $"SELECT count(*), CAST(coalesce(sum({width}), 0) AS BIGINT) FROM {SqlText.Table(query.Profile.Table)} AS p WHERE p.rowid >= {from} AND p.rowid < {from + RowsEach}",
                [],
                row => (rows, bytes) = (rows + row.GetInt64(0), bytes + row.GetInt64(1)),
                cancellationToken);
        }

        return rows == 0 ? 1 : Math.Max(1, bytes / rows);
    }

    private static string Width(ExportColumn column) => column.Masking?.Kind == MaskingKind.Hash
        ? $"{HashLength + 1}"
        : $"coalesce(strlen(CAST(p.{SqlText.Name(column.Column)} AS VARCHAR)), 0) + 1";
}

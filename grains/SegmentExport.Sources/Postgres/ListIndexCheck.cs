using SegmentExport.Domain.Catalog;

namespace SegmentExport.Sources.Postgres;

/// <summary>Looks whether the index of a list that an operator made for it serves.</summary>
internal static class ListIndexCheck
{
    // Of an index on an expression (0) the collation alone is looked at.
    private const string Sql = """
        SELECT coalesce(bool_or(i.indkey[0] = s.attnum AND i.indkey[1] = k.attnum AND i.indnkeyatts > 1) AND NOT bool_or(
            (i.indkey[0] IN (0, u.attnum) AND i.indcollation[0] = to_regcollation($4)) OR (i.indkey[1] IN (0, u.attnum) AND i.indcollation[1] = to_regcollation($4))), false)
        FROM pg_index i JOIN pg_class n ON n.oid = i.indexrelid JOIN pg_am m ON m.oid = n.relam
        JOIN pg_attribute s ON s.attrelid = i.indrelid AND s.attname = $2
        JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attname = $3
        CROSS JOIN LATERAL (SELECT CASE WHEN $5 = '' THEN k.attnum ELSE 0 END AS attnum) AS u
        WHERE i.indrelid = to_regclass($1) AND i.indisvalid AND i.indpred IS NULL AND m.amname = 'btree'
        """;

    /// <summary>What is wrong where there is an index on the list's name and its key, but none in the order of the profile table's keys; else null. A list without any index may be small.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="members">The list.</param>
    /// <param name="key">The profile table's key.</param>
    /// <param name="listed">The list's.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public static string? Find(PostgresSession session, MemberListSegment members, TableColumn key, TableColumn listed, CancellationToken cancellationToken)
    {
        var comparison = key.Compare(listed);
        if (key.Collation is not { } collation || comparison is not (KeyComparison.Exact or KeyComparison.Cast))
        {
            return null;
        }

        var isOfAnother = false;
        session.ForEach(
            Sql,
            [SqlText.Table(members.Table), members.SegmentColumn, listed.Name, collation, comparison == KeyComparison.Cast ? key.TypeName : ""],
            row => isOfAnother = row.GetBoolean(0),
            cancellationToken);
        return isOfAnother
            ? $"No index of the member list's table '{members.Table}' is in the order of the profile table's keys, so that every shard would read the whole list. Make one on ({SqlText.Name(members.SegmentColumn)}, ({key.SqlOf(listed, SqlText.Name(listed.Name))}))."
            : null;
    }
}

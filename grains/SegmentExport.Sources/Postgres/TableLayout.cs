using SegmentExport.Domain.Errors;

namespace SegmentExport.Sources.Postgres;

/// <summary>A table as the database describes it.</summary>
/// <param name="Table">Its name in the catalog.</param>
/// <param name="HasRowVersions">Whether all its rows bear the version by which a change is noticed: those of views, of foreign tables and of what is kept otherwise than as heap do not, and the index on a table's key does not know the rows of tables that inherit from it.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record TableLayout(string Table, bool HasRowVersions, IReadOnlyList<TableColumn> Columns)
{
    private static readonly string Sql = $"""
        WITH c AS (SELECT oid FROM pg_class WHERE oid = to_regclass($1)), versions AS MATERIALIZED (SELECT {HasRowVersionsSql("c.oid")} AS has FROM c)
        SELECT versions.has, a.attname, b.oid, CASE t.typtype WHEN 'd' THEN t.typtypmod ELSE a.atttypmod END, b.typtype, b.typcategory, format_type(b.oid, -1), a.attnotnull,
            EXISTS (SELECT FROM pg_index i JOIN pg_class n ON n.oid = i.indexrelid JOIN pg_am m ON m.oid = n.relam
                WHERE i.indrelid = c.oid AND i.indkey[0] = a.attnum AND i.indcollation[0] = a.attcollation AND i.indisvalid AND i.indpred IS NULL AND m.amname = 'btree'),
            EXISTS (SELECT FROM pg_index i
                WHERE i.indrelid = c.oid AND i.indkey[0] = a.attnum AND i.indcollation[0] = a.attcollation AND i.indisvalid AND i.indpred IS NULL AND i.indisunique AND i.indnkeyatts = 1),
            CASE WHEN a.attcollation <> 0 THEN a.attcollation::regcollation::text END
        FROM c CROSS JOIN versions
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type t ON t.oid = a.atttypid
        JOIN pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
        ORDER BY a.attnum
        """;

    /// <summary>The condition that a table and all of its partitions bear row versions.</summary>
    /// <param name="table">Its oid in SQL.</param>
    public static string HasRowVersionsSql(string table) => $"""
        NOT EXISTS (SELECT FROM (SELECT {table} AS oid UNION ALL SELECT relid FROM pg_partition_tree({table})) AS part JOIN pg_class AS h ON h.oid = part.oid WHERE NOT (h.relkind = 'p'
            OR (h.relkind IN ('r', 'm') AND h.relam = (SELECT oid FROM pg_am WHERE amname = 'heap') AND NOT EXISTS (SELECT FROM pg_inherits AS i WHERE i.inhparent = h.oid))))
        """;

    /// <summary>Looks a table up; null where there is none.</summary>
    public static TableLayout? Find(PostgresSession session, string table, CancellationToken cancellationToken)
    {
        var (hasVersions, columns) = (false, new List<TableColumn>());
        session.ForEach(
            Sql,
            [SqlText.Table(table)],
            row =>
            {
                hasVersions = row.GetBoolean(0);
                columns.Add(new(
                    row.GetString(1), row.GetFieldValue<uint>(2), row.GetInt32(3), row.GetChar(4), row.GetChar(5), row.GetString(6), row.GetBoolean(7), row.GetBoolean(8), row.GetBoolean(9),
                    row.IsDBNull(10) ? null : row.GetString(10)));
            },
            cancellationToken);
        return columns.Count == 0 ? null : new(table, hasVersions, columns);
    }

    /// <summary>Looks a table up that has to be there.</summary>
    /// <exception cref="PackagingException">It is not, or not of a kind that can be read.</exception>
    public static TableLayout Get(PostgresSession session, string table, CancellationToken cancellationToken) =>
        Find(session, table, cancellationToken) is { HasRowVersions: true } layout ? layout : throw PostgresFaults.Mismatch(null);

    /// <summary>A column by its name; null where there is none.</summary>
    public TableColumn? Find(string column) => Columns.FirstOrDefault(candidate => candidate.Name == column);

    /// <summary>A column that has to be there.</summary>
    /// <exception cref="PackagingException">It is not.</exception>
    public TableColumn Get(string column) => Find(column) ?? throw PostgresFaults.Mismatch(null);
}

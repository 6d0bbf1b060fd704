using SegmentExport.Domain.Errors;

namespace SegmentExport.Sources.Postgres;

/// <summary>A table as the database describes it.</summary>
/// <param name="Table">Its name in the catalog.</param>
/// <param name="Kind">r: a table, p: a partitioned one, m: a materialized view; others cannot be read by versions of rows.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record TableLayout(string Table, char Kind, IReadOnlyList<TableColumn> Columns)
{
    private const string Sql = """
        SELECT c.relkind, a.attname, b.oid, CASE t.typtype WHEN 'd' THEN t.typtypmod ELSE a.atttypmod END, b.typtype, b.typcategory, format_type(b.oid, -1), a.attnotnull,
            EXISTS (SELECT FROM pg_index i JOIN pg_class n ON n.oid = i.indexrelid JOIN pg_am m ON m.oid = n.relam
                WHERE i.indrelid = c.oid AND i.indkey[0] = a.attnum AND i.indisvalid AND i.indpred IS NULL AND m.amname = 'btree'),
            EXISTS (SELECT FROM pg_index i
                WHERE i.indrelid = c.oid AND i.indkey[0] = a.attnum AND i.indisvalid AND i.indpred IS NULL AND i.indisunique AND i.indnkeyatts = 1)
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type t ON t.oid = a.atttypid
        JOIN pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
        WHERE c.oid = to_regclass($1)
        ORDER BY a.attnum
        """;

    /// <summary>Whether its rows bear the version by which a change is noticed.</summary>
    public bool HasRowVersions => Kind is 'r' or 'p' or 'm';

    /// <summary>Looks a table up; null where there is none.</summary>
    public static TableLayout? Find(PostgresSession session, string table, CancellationToken cancellationToken)
    {
        var (kind, columns) = ('\0', new List<TableColumn>());
        session.ForEach(
            Sql,
            [SqlText.Table(table)],
            row =>
            {
                kind = row.GetChar(0);
                columns.Add(new(
                    row.GetString(1), row.GetFieldValue<uint>(2), row.GetInt32(3), row.GetChar(4), row.GetChar(5), row.GetString(6), row.GetBoolean(7), row.GetBoolean(8), row.GetBoolean(9)));
            },
            cancellationToken);
        return columns.Count == 0 ? null : new(table, kind, columns);
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

using SegmentExport.Domain.Catalog.Drawing;

namespace SegmentExport.Sources.Postgres;

/// <summary>The tables of a PostgreSQL database that its role may read and that a segment can be read from: of a partitioned table itself and not its partitions, of tables that inherit the heirs and not the parent.</summary>
/// <param name="connect">Begins a transaction.</param>
internal sealed class PostgresInventory(Func<CancellationToken, PostgresSession> connect) : ISourceInventory
{
    public ValueTask<IReadOnlyList<SourceTable>> ListTablesAsync(CancellationToken cancellationToken)
    {
        using var session = connect(cancellationToken);
        var columns = new List<(string Table, string Qualified, SourceColumn Column)>();
        session.ForEach(
            $"""
            SELECT CASE WHEN pg_table_is_visible(c.oid) THEN c.relname ELSE n.nspname || '.' || c.relname END, n.nspname || '.' || c.relname, a.attname, b.typcategory, b.typtype, format_type(a.atttypid, a.atttypmod)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_type t ON t.oid = a.atttypid JOIN pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
            WHERE c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_' AND has_table_privilege(c.oid, 'SELECT')
                AND strpos(n.nspname || c.relname, '.') = 0 AND {TableLayout.HasRowVersionsSql("c.oid")}
            ORDER BY n.nspname, c.relname, a.attnum
            """,
            [],
            row => columns.Add((row.GetString(0), row.GetString(1), new(row.GetString(2), TypeOf(row.GetChar(3), row.GetChar(4), row.GetString(5)), row.GetString(5)))),
            cancellationToken);
        return ValueTask.FromResult<IReadOnlyList<SourceTable>>([.. columns.GroupBy(column => (column.Table, column.Qualified), column => column.Column).Select(table => new SourceTable(table.Key.Table, table.Key.Qualified, [.. table]))]);
    }

    public ValueTask<IReadOnlyList<IReadOnlyCollection<string>>> SampleAsync(SourceTable table, int rows, CancellationToken cancellationToken)
    {
        using var session = connect(cancellationToken);
        var values = table.Columns.Select(_ => new List<string>()).ToArray();
        session.ForEach(
            $"SELECT {string.Join(", ", table.Columns.Select(column => $"CAST({SqlText.Name(column.Name)} AS text)"))} FROM {SqlText.Table(table.Name)} LIMIT {rows}",
            [],
            row =>
            {
                for (var column = 0; column < values.Length; column++)
                {
                    if (!row.IsDBNull(column))
                    {
                        values[column].Add(row.GetString(column));
                    }
                }
            },
            cancellationToken);
        return ValueTask.FromResult<IReadOnlyList<IReadOnlyCollection<string>>>(values);
    }

    public ValueTask<KeyCounts> CountKeysAsync(SourceTable table, SourceColumn column, CancellationToken cancellationToken)
    {
        using var session = connect(cancellationToken);
        var (name, counts) = (SqlText.Name(column.Name), default(KeyCounts));
        session.ForEach(
            $"SELECT count(*), count(*) - count({name}), count(DISTINCT {name}) FROM {SqlText.Table(table.Name)}",
            [],
            row => counts = new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
            cancellationToken);
        return ValueTask.FromResult(counts);
    }

    // The categories of pg_type.typcategory.
    private static ColumnType TypeOf(char category, char kind, string name) => category switch
    {
        'S' => ColumnType.Text,
        'N' => ColumnType.Number,
        'D' => ColumnType.Date,
        'B' => ColumnType.Boolean,
        'I' => ColumnType.Text,
        _ when kind == 'e' || name == "uuid" => ColumnType.Text,
        _ => ColumnType.Other,
    };
}

using SegmentExport.Domain.Catalog.Drawing;

namespace SegmentExport.Sources.DuckDb;

/// <summary>The tables of a DuckDB source.</summary>
internal sealed class DuckDbInventory(DuckDbSource source) : ISourceInventory
{
    /// <summary>What the one table of files without a name of their own is called.</summary>
    public const string AnyTable = "profile";

    public async ValueTask<IReadOnlyList<SourceTable>> ListTablesAsync(CancellationToken cancellationToken) =>
        await source.LookAsync(session => List(session, cancellationToken), cancellationToken);

    public async ValueTask<IReadOnlyList<IReadOnlyCollection<string>>> SampleAsync(SourceTable table, int rows, CancellationToken cancellationToken) =>
        await source.LookAsync(session => Sample(session, table, rows, cancellationToken), cancellationToken);

    public async ValueTask<KeyCounts> CountKeysAsync(SourceTable table, SourceColumn column, CancellationToken cancellationToken) =>
        await source.LookAsync(session => Count(session, table, column, cancellationToken), cancellationToken);

    private static SourceTable[] List(DuckDbSession session, CancellationToken cancellationToken)
    {
        var columns = new List<(string Table, string Qualified, SourceColumn Column)>();
        session.ForEach(
            """
            SELECT CASE schema_name WHEN 'main' THEN table_name ELSE schema_name || '.' || table_name END, schema_name || '.' || table_name, column_name, data_type
            FROM duckdb_columns() WHERE database_name = 'src' AND NOT internal AND NOT contains(schema_name || table_name, '.') ORDER BY schema_name, table_name, column_index
            """,
            [],
            row => columns.Add((row.GetString(0), row.GetString(1), new(row.GetString(2), TypeOf(row.GetString(3)), row.GetString(3)))),
            cancellationToken);
        return [.. columns.GroupBy(column => (column.Table, column.Qualified), column => column.Column).Select(table => new SourceTable(table.Key.Table, table.Key.Qualified, [.. table]))];
    }

    private static List<string>[] Sample(DuckDbSession session, SourceTable table, int rows, CancellationToken cancellationToken)
    {
        var values = table.Columns.Select(_ => new List<string>()).ToArray();
        var columns = string.Join(", ", table.Columns.Select(column => $"CAST({SqlText.Name(column.Name)} AS VARCHAR)"));
        session.ForEach(
            $"SELECT {columns} FROM {SqlText.Table(table.Name)} LIMIT {rows}",
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
        return values;
    }

    private static KeyCounts Count(DuckDbSession session, SourceTable table, SourceColumn column, CancellationToken cancellationToken)
    {
        var (name, counts) = (SqlText.Name(column.Name), default(KeyCounts));
        session.ForEach(
            $"SELECT count(*), count(*) - count({name}), count(DISTINCT {name}) FROM {SqlText.Table(table.Name)}",
            [],
            row => counts = new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
            cancellationToken);
        return counts;
    }

    private static ColumnType TypeOf(string type) => type.Split('(')[0] switch
    {
        "VARCHAR" or "UUID" => ColumnType.Text,
        _ when type.EndsWith(']') => ColumnType.Other,
        "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "UHUGEINT" or "FLOAT" or "DOUBLE" or "DECIMAL" => ColumnType.Number,
        "DATE" or "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" or "TIMESTAMP WITH TIME ZONE" => ColumnType.Date,
        "BOOLEAN" => ColumnType.Boolean,
        _ when type.StartsWith("ENUM", StringComparison.Ordinal) => ColumnType.Text,
        _ => ColumnType.Other,
    };
}

using SegmentExport.Domain.Catalog.Drawing;

namespace SegmentExport.Sources.ClickHouse;

/// <summary>The tables of a ClickHouse server's database that a segment can be read from.</summary>
internal sealed class ClickHouseInventory(ClickHouseServer server) : ISourceInventory
{
    public async ValueTask<IReadOnlyList<SourceTable>> ListTablesAsync(CancellationToken cancellationToken)
    {
        var columns = await server.RowsAsync(
            "SELECT table, name, type, database FROM system.columns WHERE database = currentDatabase() AND table IN (SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree')",
            4,
            cancellationToken);
        return [.. columns.Where(column => !column[0].Contains('.', StringComparison.Ordinal)).GroupBy(column => column[0]).OrderBy(table => table.Key, StringComparer.Ordinal)
            .Select(table => new SourceTable(table.Key, $"{table.First()[3]}.{table.Key}", [.. table.Select(column => new SourceColumn(column[1], TypeOf(TypeName.Parse(column[2])), column[2]))]))];
    }

    public async ValueTask<IReadOnlyList<IReadOnlyCollection<string>>> SampleAsync(SourceTable table, int rows, CancellationToken cancellationToken)
    {
        // What has no text is left out, and so is what is missing: both come as an empty text.
        var columns = string.Join(", ", table.Columns.Select(column => column.Type == ColumnType.Other ? "''" : $"ifNull(toString({SqlValue.Name(column.Name)}), '')"));
        var found = await server.RowsAsync($"SELECT {columns} FROM {SqlValue.Table(table.Name)} LIMIT {rows}", table.Columns.Length, cancellationToken);
        return [.. table.Columns.Select((_, column) => (IReadOnlyCollection<string>)[.. found.Select(row => row[column]).Where(value => value.Length > 0)])];
    }

    public async ValueTask<KeyCounts> CountKeysAsync(SourceTable table, SourceColumn column, CancellationToken cancellationToken)
    {
        var name = SqlValue.Name(column.Name);
        var counts = await server.RowsAsync($"SELECT toString(count()), toString(count() - count({name})), toString(uniqExact({name})) FROM {SqlValue.Table(table.Name)}", 3, cancellationToken);
        return new(long.Parse(counts[0][0]), long.Parse(counts[0][1]), long.Parse(counts[0][2]));
    }

    private static ColumnType TypeOf(TypeName type) => type.Family switch
    {
        "String" or "FixedString" or "UUID" or "Enum8" or "Enum16" or "IPv4" or "IPv6" => ColumnType.Text,
        "Bool" => ColumnType.Boolean,
        "Date" or "Date32" or "DateTime" or "DateTime64" => ColumnType.Date,
        var family when family.StartsWith("Int", StringComparison.Ordinal) || family.StartsWith("UInt", StringComparison.Ordinal) || family.StartsWith("Float", StringComparison.Ordinal) || family == "Decimal" => ColumnType.Number,
        _ => ColumnType.Other,
    };
}

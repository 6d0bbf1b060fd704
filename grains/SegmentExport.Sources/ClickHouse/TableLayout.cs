using System.Collections.Immutable;

namespace SegmentExport.Sources.ClickHouse;

/// <summary>A table as the server has it.</summary>
/// <param name="Name">As the catalog writes it.</param>
/// <param name="Engine">What keeps its rows.</param>
/// <param name="PrimaryKey">The expressions of its primary index.</param>
/// <param name="Columns">Name and type of each column.</param>
internal sealed record TableLayout(string Name, string Engine, string PrimaryKey, ImmutableArray<(string Name, string Type)> Columns)
{
    /// <summary>Whether rows are in parts that bear numbers, by which a change is noticed.</summary>
    public bool HasParts => Engine.EndsWith("MergeTree", StringComparison.Ordinal);

    /// <summary>Reads it; null where there is no such table.</summary>
    public static async ValueTask<TableLayout?> FindAsync(ClickHouseServer server, string table, CancellationToken cancellationToken)
    {
        var (database, name) = Split(table);
        var found = await server.RowsAsync($"SELECT engine, primary_key FROM system.tables WHERE database = {database} AND name = {name}", 2, cancellationToken);
        if (found is not [[var engine, var primaryKey]])
        {
            return null;
        }

        var columns = await server.RowsAsync($"SELECT name, type FROM system.columns WHERE database = {database} AND table = {name}", 2, cancellationToken);
        return new(table, engine, primaryKey, [.. columns.Select(column => (column[0], column[1]))]);
    }

    /// <summary>Reads a table that has to be there.</summary>
    public static async ValueTask<TableLayout> GetAsync(ClickHouseServer server, string table, CancellationToken cancellationToken) =>
        await FindAsync(server, table, cancellationToken) is { HasParts: true } layout ? layout : throw ClickHouseFaults.Mismatch();

    /// <summary>The SQL of a table's database and of its name.</summary>
    public static (string Database, string Name) Split(string table) =>
        table.Split('.', 2) is [var database, var name] ? (SqlValue.Text(database), SqlValue.Text(name)) : ("currentDatabase()", SqlValue.Text(table));

    /// <summary>The type of a column; null where there is none of that name.</summary>
    public string? TypeOf(string column) => Columns.FirstOrDefault(known => known.Name == column).Type;

    /// <summary>The type of a column that has to be there.</summary>
    public TypeName Get(string column) => TypeOf(column) is { } type ? TypeName.Parse(type) : throw ClickHouseFaults.Mismatch();

    /// <summary>Whether the primary index is one of this column first.</summary>
    public bool IsIndexedBy(string column) => PrimaryKey.Split(',')[0].Trim().Trim('`').Trim('"') == column;
}

using DuckDB.NET.Data;

namespace SegmentExport.Packaging.Tests.Support;

/// <summary>DuckDB as a reader of our files.</summary>
internal sealed class DuckDb : IDisposable
{
    private readonly DuckDBConnection _connection = new("Data Source=:memory:");

    public DuckDb()
    {
        _connection.Open();
        _ = Rows("SET TimeZone = 'UTC'");
    }

    /// <summary>A path as a SQL literal.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The rows of a query; its columns are texts.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Rows(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<IReadOnlyList<string?>>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        }

        return rows;
    }

    public void Dispose() => _connection.Dispose();
}

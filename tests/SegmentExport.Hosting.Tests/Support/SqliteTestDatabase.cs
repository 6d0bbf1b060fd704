using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentExport.Hosting.Database.Sqlite;
using SegmentExport.Hosting.Tasks;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Support;

/// <summary>A SQLite database in a folder of its own.</summary>
internal sealed class SqliteTestDatabase : TestDatabase
{
    private readonly TempDataFolder _folder = new();
    private readonly SqliteDatabase _database;

    private SqliteTestDatabase() => _database = new(_folder.Combine("segment-export.db"));

    public override DbDataSource Source => _database;

    public override ListSql Sql { get; } = new SqliteListSql();

    public static async Task<SqliteTestDatabase> CreateAsync()
    {
        var database = new SqliteTestDatabase();
        await new SqliteSchema(database._database, TimeProvider.System, NullLogger<SqliteSchema>.Instance).EnsureAsync(CancellationToken.None);
        return database;
    }

    public override object? Scalar(string sql, params (string Name, object? Value)[] parameters)
    {
        using var connection = _database.OpenConnection();
        return Scalar(connection, sql, parameters);
    }

    /// <summary>How SQLite would carry out a statement.</summary>
    public static List<string> Plan(DbCommand command)
    {
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        using var rows = command.ExecuteReader();
        var steps = new List<string>();
        while (rows.Read())
        {
            steps.Add(rows.GetString(3));
        }

        return steps;
    }

    public override async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }
}

using System.Data.Common;
using Npgsql;
using SegmentExport.Hosting.Database.Postgres;
using SegmentExport.Hosting.Tasks;
using SegmentExport.TestKit.Postgres;

namespace SegmentExport.Hosting.Tests.Support;

/// <summary>A PostgreSQL database of its own; what is tested goes in as the silos' role.</summary>
internal sealed class PostgresDatabaseOfTest : TestDatabase
{
    private readonly PostgresTestDatabase _database;
    private readonly NpgsqlDataSource _silo;
    private readonly NpgsqlDataSource _superuser;

    private PostgresDatabaseOfTest(PostgresTestDatabase database)
    {
        _database = database;
        _silo = PostgresDatabase.Open(database.Silo, "Silo", "tests");
        _superuser = PostgresDatabase.Open(database.Superuser, "Superuser", "tests");
    }

    public override DbDataSource Source => _silo;

    public override ListSql Sql { get; } = new PostgresListSql();

    public static async Task<PostgresDatabaseOfTest> CreateAsync() => new(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());

    public override object? Scalar(string sql, params (string Name, object? Value)[] parameters)
    {
        using var connection = _superuser.OpenConnection();
        return Scalar(connection, sql, parameters);
    }

    /// <summary>How PostgreSQL would carry out a statement with these very values.</summary>
    public static string Plan(DbCommand command)
    {
        command.CommandText = "EXPLAIN (ANALYZE, BUFFERS, VERBOSE, TIMING OFF) " + command.CommandText;
        using var rows = command.ExecuteReader();
        var steps = new List<string>();
        while (rows.Read())
        {
            steps.Add(rows.GetString(0));
        }

        return string.Join('\n', steps);
    }

    public override async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _superuser.DisposeAsync();
        await _database.DisposeAsync();
    }
}

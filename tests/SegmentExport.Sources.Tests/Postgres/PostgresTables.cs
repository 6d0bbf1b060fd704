using System.Collections.Immutable;
using Npgsql;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;
using SegmentExport.Sources.Postgres;
using SegmentExport.TestKit.Postgres;

namespace SegmentExport.Sources.Tests.Postgres;

/// <summary>A database with 20,000 users and two lists of them, read by a role that may read it alone. Tests that change rows make tables of their own.</summary>
public sealed class PostgresTables : IAsyncLifetime
{
    public const int Users = 20_000;

    private PostgresTestDatabase? _database;
    private int _tables;

    public PostgresTestDatabase Database => _database!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync();

        // Stored in another order than the keys', so that one is not taken for the other.
        await ExecuteAsync($"""
            CREATE TABLE profile AS
                SELECT 'u' || lpad(i::text, 9, '0') AS user_id, (i * 7919 % 90 + 10)::smallint AS age, ARRAY['上海', '北京', 'it''s', '"q"'] AS cities, (ARRAY['上海', '北京', 'O''Neill', '广州'])[i % 4 + 1] AS city,
                    round((i * 37 % 100000) / 7.0, 2)::numeric(10,2) AS value, CASE WHEN i % 5 = 0 THEN NULL ELSE i % 2 = 0 END AS vip
                FROM generate_series(0, {Users - 1}) AS t(i) ORDER BY md5(i::text);
            ALTER TABLE profile ADD PRIMARY KEY (user_id);
            CREATE TABLE segment_member AS SELECT 'tenth' AS segment_id, user_id FROM profile WHERE right(user_id, 1) = '3';
            INSERT INTO segment_member SELECT 'tenth', user_id FROM segment_member WHERE right(user_id, 2) = '33';
            INSERT INTO segment_member VALUES ('tenth', 'stranger'), ('tenth', NULL), ('few', 'u000000007'), ('few', 'u000019999');
            CREATE INDEX ON segment_member (segment_id, user_id);
            ANALYZE;
            """);
    }

    public PostgresSource Open(Action<SourceOptions>? configure = null, string? connection = null)
    {
        var options = new SourceOptions { Connections = { ["cdp"] = connection ?? Database.Silo } };
        configure?.Invoke(options);
        return new(new("cdp", SourceKinds.Postgres, null, ImmutableSortedDictionary<string, string>.Empty), options);
    }

    /// <summary>Runs statements as the superuser, after which everything may be read by whom the source reads as.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database.Superuser);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"{sql.TrimEnd().TrimEnd(';')}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO PUBLIC", connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Adds an extension; skips the test where the server does not come with it.</summary>
    public async Task AddExtensionAsync(string name)
    {
        Assert.SkipWhen((await ReadAsync($"SELECT name::text FROM pg_available_extensions WHERE name = '{name}'")).Count == 0, $"This PostgreSQL does not come with the extension {name}, as Debian's package postgresql does.");
        await ExecuteAsync($"CREATE EXTENSION IF NOT EXISTS {name}");
    }

    public async Task<List<string>> ReadAsync(string sql)
    {
        var values = new List<string>();
        await using var connection = new NpgsqlConnection(Database.Superuser);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            values.Add(rows.GetString(0));
        }

        return values;
    }

    /// <summary>A table of the test's own with users u0 to u(n-1), and its query.</summary>
    public async Task<(string Table, ExportQuery Query)> MakeAsync(int users, string segment = "true")
    {
        var table = $"own_{Interlocked.Increment(ref _tables)}";
        await ExecuteAsync($"CREATE TABLE {table} AS SELECT 'u' || lpad(i::text, 6, '0') AS user_id, i AS value FROM generate_series(0, {users - 1}) AS t(i); ALTER TABLE {table} ADD PRIMARY KEY (user_id)");
        return (table, SampleFile.Query(table, SampleFile.Where(segment), "user_id", "value"));
    }

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}

using System.Collections.Immutable;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;
using SegmentExport.Sources.ClickHouse;
using SegmentExport.TestKit.ClickHouse;

namespace SegmentExport.Sources.Tests.ClickHouse;

/// <summary>A database of Debian's ClickHouse with 20,000 users and two lists of them, read by a user who may read it alone. Tests that change rows make tables of their own.</summary>
public sealed class ClickHouseTables : IAsyncLifetime
{
    public const int Users = 20_000;

    private int _tables;

    public ClickHouseProcess Server { get; private set; } = null!;

    public string Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await ClickHouseProcess.SharedAsync();
        Database = await Server.CreateDatabaseAsync();
        await ExecuteAsync(
            """
            CREATE TABLE profile (user_id String, age UInt8, city String, value Decimal(10, 2), vip Nullable(UInt8), born Date) ENGINE = MergeTree ORDER BY user_id
            """,
            $"""
            INSERT INTO profile SELECT concat('u', substring(toString(1000000000 + number), 2)), number * 7919 % 90 + 10, ['上海', '北京', 'O\'Neill', '广州'][number % 4 + 1],
                toDecimal64(number * 37 % 100000, 2), if(number % 5 = 0, NULL, number % 2), toDate('2000-01-01') + number % 10000 FROM system.numbers LIMIT {Users}
            """,
            "CREATE TABLE segment_member (segment_id String, user_id String) ENGINE = MergeTree ORDER BY (segment_id, user_id)",
            "INSERT INTO segment_member SELECT 'tenth', user_id FROM profile WHERE substring(user_id, 10, 1) = '3'",
            "INSERT INTO segment_member SELECT 'tenth', user_id FROM segment_member WHERE substring(user_id, 9, 2) = '33'",
            "INSERT INTO segment_member VALUES ('tenth', 'stranger'), ('few', 'u000000007'), ('few', 'u000019999')");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public ClickHouseSource Open(Action<SourceOptions>? configure = null, string? connection = null)
    {
        var options = new SourceOptions { Connections = { ["cdp"] = connection ?? Server.ReaderOf(Database) } };
        configure?.Invoke(options);
        return new(new("cdp", SourceKinds.ClickHouse, null, ImmutableSortedDictionary<string, string>.Empty), options);
    }

    public async Task ExecuteAsync(params string[] statements)
    {
        foreach (var sql in statements)
        {
            await Server.ExecuteAsync(sql, Database);
        }
    }

    public async Task<List<string>> ReadAsync(string sql) => [.. (await Server.ExecuteAsync(sql, Database)).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>A table of the test's own with users u0 to u(n-1), and its query.</summary>
    public async Task<(string Table, ExportQuery Query)> MakeAsync(int users, string segment = "1", string engine = "MergeTree")
    {
        var table = $"own_{Interlocked.Increment(ref _tables)}";
        await FillAsync(table, users, engine);
        return (table, SampleFile.Query(table, SampleFile.Where(segment), "user_id", "value"));
    }

    /// <summary>Makes such a table by its name.</summary>
    public Task FillAsync(string table, int users, string engine = "MergeTree") => ExecuteAsync(
        $"CREATE TABLE {table} (user_id String, value Int64) ENGINE = {engine} ORDER BY user_id",
        $"INSERT INTO {table} SELECT concat('u', substring(toString(1000000 + number), 2)), number FROM system.numbers LIMIT {users}");
}

using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Npgsql;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Masking;
using SegmentExport.Hosting.Catalogs.Tools;
using SegmentExport.TestKit.ClickHouse;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Postgres;

namespace SegmentExport.Hosting.Tests.Catalogs;

/// <summary>Catalogs that are drawn from servers, whose connection strings stand in the settings.</summary>
public sealed class ServerCatalogTests : IDisposable
{
    private readonly TempDataFolder _folder = new(inMemory: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Init_OfPostgres_DrawsWhatCheckFindsRight()
    {
        await using var database = await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync();
        await using (var connection = new NpgsqlConnection(database.Superuser))
        {
            await connection.OpenAsync(Cancellation);
            await using var command = new NpgsqlCommand(
                """
                CREATE TABLE people AS SELECT i AS uid, '1380013' || lpad(i::text, 4, '0') AS c1, 'u' || i || '@example.com' AS c2, '城市' AS city, now() AS seen, ARRAY[1, 2] AS tags FROM generate_series(1, 100) AS t(i);
                ALTER TABLE people ADD PRIMARY KEY (uid);
                CREATE TABLE lists (uid integer, segment_id text);
                CREATE TABLE hidden (uid integer PRIMARY KEY, phone text, email text, name text);
                GRANT SELECT ON people, lists TO PUBLIC;
                """,
                connection);
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        await AssertDrawnAsync("postgres", database.Silo, "public", "uid", [("uid", MaskingKind.Hash), ("c1", MaskingKind.Phone), ("c2", MaskingKind.Email)]);
    }

    [Fact]
    public async Task Init_OfClickHouse_DrawsWhatCheckFindsRight()
    {
        var server = await ClickHouseProcess.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync("CREATE TABLE people (uid UInt64, c1 Nullable(String), c2 String, seen DateTime) ENGINE = MergeTree ORDER BY uid", database);
        await server.ExecuteAsync("INSERT INTO people SELECT number, concat('1380013', substring(toString(10000 + number), 2)), concat('u', toString(number), '@example.com'), now() FROM system.numbers LIMIT 100", database);

        await AssertDrawnAsync("clickhouse", server.ReaderOf(database), database, "uid", [("uid", MaskingKind.Hash), ("c1", MaskingKind.Phone), ("c2", MaskingKind.Email)]);
    }

    private async Task AssertDrawnAsync(string kind, string connection, string schema, string key, ImmutableArray<(string, MaskingKind)> masks)
    {
        var path = _folder.Combine("catalog.json");
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("SegmentExport:Catalog", path), new("SegmentExport:DataPath", _folder.Path), new("SegmentExport:Sources:Connections:crm", connection)]).Build();

        var said = await CatalogInit.RunAsync(kind, "crm", settings, Cancellation);

        var space = CatalogReader.Read(await File.ReadAllBytesAsync(path, Cancellation)).Catalog!.Spaces[0];
        Assert.Equal(("people", key), (space.Profile.Table, space.Profile.Key));
        Assert.Equal(masks, space.Fields.Where(field => !field.Masking.Allowed.IsEmpty).Select(field => (field.Column, field.Masking.Allowed[0].Kind)));
        var report = await CatalogChecking.RunAsync(settings, Cancellation);
        Assert.Empty(report.Faults);

        // A name with its schema or database is the same table: the same is looked at, and told.
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, Cancellation)).Replace("\"people\"", $"\"{schema}.people\"", StringComparison.Ordinal), Cancellation);
        var qualified = await CatalogChecking.RunAsync(settings, Cancellation);
        Assert.Equal(report.Advice, qualified.Advice);
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, Cancellation)).Replace($"\"key\": \"{key}\"", "\"key\": \"seen\"", StringComparison.Ordinal), Cancellation);
        Assert.Contains((await CatalogChecking.RunAsync(settings, Cancellation)).Faults, fault => fault.Path.EndsWith(".profile.key", StringComparison.Ordinal) && fault.Message.Contains("is no key", StringComparison.Ordinal));
        Assert.DoesNotContain("13800130042", $"{said}{report}{await File.ReadAllTextAsync(path, Cancellation)}", StringComparison.Ordinal);
    }
}

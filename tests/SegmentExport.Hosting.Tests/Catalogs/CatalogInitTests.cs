using DuckDB.NET.Data;
using Microsoft.Extensions.Configuration;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Masking;
using SegmentExport.Hosting.Catalogs.Tools;
using SegmentExport.Hosting.Startup;
using SegmentExport.Sources.Sample;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Catalogs;

public sealed class CatalogInitTests : IDisposable
{
    private readonly TempDataFolder _folder = new(inMemory: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string CatalogPath => _folder.Combine("drawn.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Init_OfTheSample_DrawsWhatCheckFindsRightAndPrintsNoValue()
    {
        await SampleData.CopyToAsync(_folder.Path);

        var said = await InitAsync(SampleCdpCatalog.DatabaseFile);

        var space = (await ReadAsync()).Spaces[0];
        Assert.Equal(("profile", "user_id"), (space.Profile.Table, space.Profile.Key));
        (string, MaskingKind, bool)[] expected =
        [
            ("user_id", MaskingKind.Hash, false), ("name", MaskingKind.Name, true), ("phone", MaskingKind.Phone, true), ("email", MaskingKind.Email, true), ("id_card", MaskingKind.IdCard, true),
            ("bank_card", MaskingKind.BankCard, true), ("device_id", MaskingKind.Hash, false), ("last_ip", MaskingKind.Ip, true), ("address", MaskingKind.Address, true),
            ("birthday", MaskingKind.DateToMonth, true), ("age", MaskingKind.Bucket, false),
        ];
        Assert.Equal(expected, space.Fields.Where(field => !field.Masking.Allowed.IsEmpty).Select(field => (field.Column, field.Masking.Allowed[0].Kind, field.Masking.Required)));
        var report = await CatalogChecking.RunAsync(Settings(), Cancellation);
        Assert.Empty(report.Faults);
        Assert.Equal(["spaces[0].members"], report.Advice.Select(advice => advice.Path));
        var everything = $"{said}\n{report}\n{await File.ReadAllTextAsync(CatalogPath, Cancellation)}";
        Assert.All(Values("SELECT unnest([user_id, name, phone, email, id_card, bank_card, device_id, last_ip, address]) FROM profile LIMIT 5000").Where(value => value.Length > 0), value =>
            Assert.DoesNotContain(value, everything, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Init_OfFilesWhoseNamesTellNothing_GoesByTheValues()
    {
        var lines = Enumerable.Range(0, 20).Select(row => $"{row},1380013{row:0000},u{row}@example.com,192.0.2.{row},{row % 3}");
        await File.WriteAllLinesAsync(_folder.Combine("users.csv"), lines.Prepend("a,b,c,d,e"), Cancellation);

        await InitAsync("users.csv");

        var space = (await ReadAsync()).Spaces[0];
        Assert.Equal("a", space.Profile.Key);
        Assert.Equal(
            [("b", MaskingKind.Phone), ("c", MaskingKind.Email), ("d", MaskingKind.Ip)],
            space.Fields.Where(field => !field.Masking.Allowed.IsEmpty).Select(field => (field.Column, field.Masking.Allowed[0].Kind)));
        Assert.Empty((await CatalogChecking.RunAsync(Settings(), Cancellation)).Faults);
    }

    [Fact]
    public async Task Init_OfTablesWithOddNames_DrawsWhatCheckFindsRight()
    {
        await ExecuteAsync("odd.duckdb", """"
            CREATE SCHEMA "crm data";
            CREATE TABLE "crm data"."user ""table""" ("select" INTEGER, "手机号" VARCHAR, "a.b" VARCHAR, "it's" DOUBLE, "-- x" BOOLEAN);
            INSERT INTO "crm data"."user ""table""" SELECT i, '138', 'x', 1, true FROM range(10) t(i);
            CREATE TABLE "with.dot" (a INTEGER);
            CREATE TABLE lists ("select" INTEGER, segment_id VARCHAR);
            """");

        await InitAsync("odd.duckdb");

        var catalog = await File.ReadAllTextAsync(CatalogPath, Cancellation);
        Assert.Contains("// \"lists\" may be lists of members", catalog, StringComparison.Ordinal);
        Assert.Equal(["select", "手机号", "a.b", "it's", "-- x"], (await ReadAsync()).Spaces[0].Fields.Select(field => field.Column));
        Assert.Empty((await CatalogChecking.RunAsync(Settings(), Cancellation)).Faults);
    }

    [Fact]
    public async Task Init_WhereNothingCanBeDrawn_SaysWhyAndWritesNothing()
    {
        await ExecuteAsync("empty.duckdb", "SELECT 1");
        await ExecuteAsync("twice.duckdb", "CREATE TABLE users AS SELECT i // 2 AS id, 'x' AS phone FROM range(10) t(i)");

        await AssertRefusedAsync("no tables", "duckdb", "empty.duckdb");
        await AssertRefusedAsync("SegmentExport:CatalogInit:Key", "duckdb", "twice.duckdb");
        await AssertRefusedAsync("It has: users", "duckdb", "twice.duckdb", ("Table", "people"));
        await AssertRefusedAsync("It has: id, phone", "duckdb", "twice.duckdb", ("Key", "uid"));
        await AssertRefusedAsync("is not there", "duckdb", "nothing.duckdb");
        await AssertRefusedAsync("'oracle'", "oracle", "cdp");
        await AssertRefusedAsync("Space", "duckdb", "twice.duckdb", ("Space", "a b"));
        Assert.False(File.Exists(CatalogPath));
    }

    [Fact]
    public async Task Init_WhereACatalogIs_LeavesIt()
    {
        await File.WriteAllTextAsync(CatalogPath, "mine", Cancellation);

        await AssertRefusedAsync("stays as it is", "duckdb", "any.duckdb");
        Assert.Equal("mine", await File.ReadAllTextAsync(CatalogPath, Cancellation));
    }

    private async Task AssertRefusedAsync(string expected, string kind, string place, params (string Name, string Value)[] settings)
    {
        var refused = await Assert.ThrowsAnyAsync<StartupException>(() => CatalogInit.RunAsync(kind, place, Settings(settings), Cancellation));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    private Task<string> InitAsync(string place) => CatalogInit.RunAsync("duckdb", place, Settings(), Cancellation);

    private IConfiguration Settings(params (string Name, string Value)[] settings) => new ConfigurationBuilder().AddInMemoryCollection(
        settings.Select(setting => KeyValuePair.Create($"SegmentExport:CatalogInit:{setting.Name}", (string?)setting.Value))
            .Concat([new("SegmentExport:Catalog", CatalogPath), new("SegmentExport:DataPath", _folder.Path)])).Build();

    private async Task<SpaceCatalog> ReadAsync() => CatalogReader.Read(await File.ReadAllBytesAsync(CatalogPath, Cancellation)).Catalog!;

    private async Task ExecuteAsync(string file, string sql)
    {
        await using var connection = new DuckDBConnection($"Data Source={_folder.Combine(file)}");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private IEnumerable<string> Values(string sql)
    {
        using var connection = new DuckDBConnection($"Data Source={_folder.Combine(SampleCdpCatalog.DatabaseFile)};ACCESS_MODE=READ_ONLY");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            if (!rows.IsDBNull(0))
            {
                yield return rows.GetString(0);
            }
        }
    }
}

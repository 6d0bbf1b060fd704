using System.Text;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;
using SegmentExport.TestKit.ClickHouse;
using SegmentExport.TestKit.Clusters;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Sources;

/// <summary>Exports of a space whose profiles are on a ClickHouse server.</summary>
public sealed class ClickHouseExportTests : IAsyncLifetime
{
    private const int Users = 3000;

    private readonly TempDataFolder _folder = new(inMemory: true);
    private string _database = null!;

    private ClickHouseProcess Server { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await ClickHouseProcess.SharedAsync();
        _database = await Server.CreateDatabaseAsync();
        await ExecuteAsync("CREATE TABLE profile (user_id String, city Nullable(String), value Decimal(10, 2)) ENGINE = MergeTree ORDER BY user_id");
        await ExecuteAsync($"INSERT INTO profile SELECT concat('u', substring(toString(1000000 + number), 2)), if(number % 3 = 0, NULL, '上海'), toDecimal64(number * 7, 2) / 4 FROM system.numbers LIMIT {Users}");
        await File.WriteAllTextAsync(_folder.Combine("catalog.json"), """
            {
              "sources": { "ch": { "kind": "clickhouse" } },
              "spaces": [ {
                "id": "retail", "name": "Retail", "source": "ch", "profile": { "table": "profile", "key": "user_id" },
                "fields": [
                  { "id": "user_id", "name": "User", "kind": "identity", "column": "user_id" }, { "id": "city", "name": "City", "kind": "attribute", "column": "city" },
                  { "id": "value", "name": "Value", "kind": "attribute", "column": "value" } ],
                "segments": [ { "id": "everyone", "name": "Everyone", "where": "true" } ],
                "members": [ { "user": "alice", "permissions": [] }, { "user": "carol", "permissions": [ "approve_downloads", "view_all_downloads" ] } ]
              } ]
            }
            """);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Export_OverTwoSilos_HasTheServersRows()
    {
        await using var cluster = await StartAsync(silos: 2);

        var task = await new ExportTask(cluster).SubmittedAsync(request: Request());
        var completed = await task.CompletedAsync();

        var rows = (await ExecuteAsync("SELECT user_id, ifNull(city, ''), toString(value) FROM profile ORDER BY user_id")).Replace('\t', ',').Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.Equal($"user_id,city,value\r\n{rows}", Encoding.UTF8.GetString(await task.DownloadAsync()));
        Assert.Equal(6, completed.Totals.ShardsTotal);
    }

    [Fact]
    public async Task Export_OfATableThatIsWrittenToMeanwhile_IsClosedWithItsCode()
    {
        await using var cluster = await StartAsync(silos: 1);
        cluster.Faults.Store.Creating = async (_, _) => await ExecuteAsync("INSERT INTO profile VALUES ('zzz', NULL, 1)");

        var task = await new ExportTask(cluster).SubmittedAsync(request: Request());

        var closed = await task.WaitForAsync(DownloadTaskStatus.Closed);
        Assert.Equal(ErrorCodes.SourceChanged, closed.State.Packaging.Failure!.Code);
    }

    private static SubmitRequest Request() => new()
    {
        SegmentId = "everyone",
        Reason = "A test",
        Fields = [new("user_id", null), new("city", null), new("value", null)],
        Operation = OperationId.New(),
    };

    private Task<string> ExecuteAsync(string sql) => Server.ExecuteAsync(sql, _database);

    private Task<SegmentExportCluster> StartAsync(short silos) => SegmentExportCluster.StartAsync(new()
    {
        Silos = silos,
        InMemory = true,

        // Not for the sample, but for the sources as silos open them.
        UseSample = true,
        Settings = new Dictionary<string, string?>
        {
            ["SegmentExport:Catalog"] = _folder.Combine("catalog.json"),
            ["SegmentExport:Sources:Connections:ch"] = Server.ReaderOf(_database),
            ["SegmentExport:Sharding:TargetRows"] = "500",
            ["SegmentExport:Packaging:Slots"] = "1",
        },
    });
}

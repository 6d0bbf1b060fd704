using System.Net;
using System.Text.Json;
using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.Sources.Sample;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Alerts;

/// <summary>The alerts that operators are woken by, each provoked on real processes, and seen by Prometheus itself.</summary>
public sealed class AlertTests
{
    private const string SlowWrites = """
        CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1.2); RETURN NEW; END; $$;
        CREATE TRIGGER tr_slow BEFORE INSERT OR UPDATE ON OrleansStorage FOR EACH ROW EXECUTE FUNCTION slow();
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] Provoked =
        ["SegmentExportApprovalsStuck", "SegmentExportDatabaseSlow", "SegmentExportSiloLost", "SegmentExportSourceFails", "SegmentExportStoreFails"];

    [Fact]
    public async Task Alerts_ProvokedOneAfterTheOther_FireEachForWhatItIsAbout()
    {
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Silos = 0,
            Gateways = 0,
            Users = 500,
            SiloProgram = Programs.FaultySilo,
            Settings = new Dictionary<string, string>
            {
                ["SegmentExport__Packaging__PingPeriod"] = "00:00:01",
                ["SegmentExport__Packaging__RetryDelay"] = "00:00:01",
                ["SegmentExport__Packaging__MaxRetryDelay"] = "00:00:01",
            },
        });
        using var disk = SmallDisk.Mount(Path.Combine(cluster.Folder, "artifacts"));
        var ports = Enumerable.Range(0, 3).Select(_ => FreePort.Find()).ToArray();
        var (first, second) = (Start(cluster, ports[0]), Start(cluster, ports[1]));
        var gateway = cluster.StartGateway((ServerProcess.MetricsPort, $"{ports[2]}"));
        await Task.WhenAll(first.WaitUntilReadyAsync(), second.WaitUntilReadyAsync(), gateway.WaitUntilReadyAsync());
        await using var prometheus = new PrometheusServer(ports);
        var (alice, olga) = (cluster.User("alice").Patiently(Patience), cluster.User("olga"));

        // An approval that nobody gives: the record of yesterday's task says so, and nothing else is changed.
        var forgotten = await ClusterExport.CreateAsync(alice);
        await WaitUntilPackedAsync(alice, forgotten);
        await cluster.Database.ExecuteAsync($$"""
            UPDATE OrleansStorage SET PayloadBinary = convert_to(jsonb_set(convert_from(PayloadBinary, 'UTF8')::jsonb, '{submission,at}', '"2026-01-01T08:00:00.0000000Z"')::text, 'UTF8')
            WHERE GrainIdExtensionString = 'retail/{{forgotten.Split('/')[^1]}}';
            """);
        await prometheus.WaitForAsync("segment_export_silos_lost_total");
        Assert.Empty((await prometheus.FiringAsync()).Intersect(Provoked.Except(["SegmentExportApprovalsStuck"])));

        // A slow database.
        await cluster.Database.ExecuteAsync(SlowWrites);
        await WaitUntilPackedAsync(alice, await ClusterExport.CreateAsync(alice));
        await prometheus.WaitUntilFiringAsync("SegmentExportDatabaseSlow");
        await cluster.Database.ExecuteAsync("DROP TRIGGER tr_slow ON OrleansStorage;");

        // A full disk closes one export after the other, and the page says by which code.
        using (disk.Fill())
        {
            await prometheus.WaitUntilFiringAsync("SegmentExportStoreFails", async () =>
            {
                var closed = await alice.WaitForAsync(await ClusterExport.CreateAsync(alice), state => state.GetProperty("status").GetString() == "closed", Patience);
                Assert.Equal("store_full", closed.GetProperty("packaging").GetProperty("failure").GetProperty("code").GetString());
            });
        }

        // A source that is gone.
        var source = Path.Combine(cluster.Folder, SampleCdpCatalog.DatabaseFile);
        File.Move(source, source + ".away");
        await prometheus.WaitUntilFiringAsync("SegmentExportSourceFails", async () =>
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await cluster.User("alice").StatusOfAsync(HttpMethod.Get, "/api/v1/spaces/retail/segments/everyone")));
        File.Move(source + ".away", source);

        // A silo that is killed, be it the scheduler's; operators see it in the program too.
        await first.KillAsync();
        await prometheus.WaitUntilFiringAsync("SegmentExportSiloLost");
        await olga.Patiently(Patience).WaitForAsync("/api/v1/ops/overview", IsShownDead, Patience);

        await prometheus.WaitUntilFiringAsync("SegmentExportApprovalsStuck");
    }

    [Theory]
    [InlineData("SegmentExportSiloLost", "/health/ready", "dead")]
    [InlineData("SegmentExportStoreFails", "store_full", "df")]
    [InlineData("SegmentExportDatabaseSlow", "pg_stat_activity", "disk")]
    [InlineData("SegmentExportApprovalsStuck", "in approval", "approve_downloads")]
    [InlineData("SegmentExportSourceFails", "source_unavailable", "segment_export_source_duration_seconds_count")]
    public async Task Page_OfAnAlert_NamesWhatOneSees(string alert, params string[] seen)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "operations.md"), TestContext.Current.CancellationToken);
        var page = text.Split("\n### ").Single(part => part.StartsWith(alert + "\n", StringComparison.Ordinal));

        Assert.All(seen, words => Assert.Contains(words, page, StringComparison.Ordinal));
    }

    private static ServerProcess Start(ClusterProcesses cluster, int port) => cluster.StartSilo((ServerProcess.MetricsPort, $"{port}"));

    private static Task<JsonElement> WaitUntilPackedAsync(ApiUser user, string task) =>
        user.WaitForAsync(task, state => state.GetProperty("packaging").GetProperty("state").GetString() == "packed", Patience);

    private static bool IsShownDead(JsonElement overview) => overview.GetProperty("silos").GetProperty("items").EnumerateArray()
        .Any(silo => silo.GetProperty("name").GetString() == "silo-1" && silo.GetProperty("state").GetString() == "dead");
}

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

    private const string RefusedRows = """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'No space left on device'; END; $$;
        CREATE TRIGGER tr_refuse BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION refuse();
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // A missed tick of a reminder comes at the next multiple of this after the deadline.
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Alerts_ProvokedOneAfterTheOther_FireEachForWhatItIsAbout()
    {
        await using var watched = await WatchedCluster.StartAsync();
        var (cluster, prometheus) = (watched.Processes, watched.Prometheus);
        var (alice, carol) = (cluster.User("alice").Patiently(Patience), cluster.User("carol").Patiently(Patience));
        var expiring = await ClusterExport.CreateAsync(alice);
        await ClusterExport.CompleteAsync(carol, alice, expiring, Patience);
        await prometheus.WaitForAsync("segment_export_silos_lost_total");
        await prometheus.WaitUntilQuietAsync();

        await RefuseAuditAsync(watched);
        await RefuseCatalogAsync(watched);
        await prometheus.ProvokeAsync(["SegmentExportDenials"], () => Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
            Assert.Equal(HttpStatusCode.NotFound, await alice.StatusOfAsync(HttpMethod.Get, $"/api/v1/spaces/retail/download-tasks/{Guid.CreateVersion7():N}")))));
        await SlowDatabaseAsync(watched, alice);
        await FillDiskAsync(watched, alice);
        await TakeSourceAwayAsync(watched);
        await HangStoreAsync(watched, alice, carol);
        await PassDeadlineAsync(watched, (await alice.SendForJsonAsync(HttpMethod.Get, expiring)).GetProperty("expiresAt").GetDateTimeOffset());
        await KillSilosAsync(watched);

        var alerts = await prometheus.AlertsAsync();
        Assert.NotEmpty(alerts);
        Assert.Equal([], alerts.Except(prometheus.Provoked));
    }

    [Theory]
    [InlineData("SegmentExportSiloLost", "/health/ready", "dead")]
    [InlineData("SegmentExportNothingPacks", "ready", "start silos")]
    [InlineData("SegmentExportExportsWait", "segment_export_queue_shards", "store")]
    [InlineData("SegmentExportQueueLong", "segment_export_slots_busy", "segment_export_slots_limit")]
    [InlineData("SegmentExportPackagingFails", "segment_export_shard_failures_total", "store_…")]
    [InlineData("SegmentExportStoreFails", "store_full", "df")]
    [InlineData("SegmentExportDatabaseSlow", "pg_stat_activity", "disk")]
    [InlineData("SegmentExportApprovalsStuck", "in approval", "approve_downloads")]
    [InlineData("SegmentExportSourceFails", "source_unavailable", "segment_export_source_duration_seconds_count")]
    [InlineData("SegmentExportExpiryLate", "cannot be downloaded", "orleans_reminders_active")]
    [InlineData("SegmentExportAuditUnavailable", "audit_unavailable", "1200")]
    [InlineData("SegmentExportDenials", "/api/v1/spaces/{space}/audit", "catalog")]
    [InlineData("SegmentExportGatewayErrors", "audit_unavailable", "http_server_request_duration_seconds_count")]
    [InlineData("SegmentExportCatalogRefused", "4012", "still counts")]
    public async Task Page_OfAnAlert_NamesWhatOneSees(string alert, params string[] seen)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "operations.md"), TestContext.Current.CancellationToken);
        var page = text.Split("\n### ").Single(part => part.StartsWith(alert + "\n", StringComparison.Ordinal));

        Assert.All(seen, words => Assert.Contains(words, page, StringComparison.Ordinal));
    }

    /// <summary>An audit that cannot be written, so that requests end with an error of the server.</summary>
    private static async Task RefuseAuditAsync(WatchedCluster watched)
    {
        await watched.Processes.Database.ExecuteAsync(RefusedRows);
        var alice = watched.Processes.User("alice");
        await watched.Prometheus.ProvokeAsync(["SegmentExportAuditUnavailable", "SegmentExportGatewayErrors"], async () =>
        {
            using var answer = await alice.SendAsync(HttpMethod.Get, $"/api/v1/spaces/retail/download-tasks/{Guid.CreateVersion7():N}");
            Assert.Equal("audit_unavailable", (await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync())).RootElement.GetProperty("code").GetString());
        });
        await watched.Processes.Database.ExecuteAsync("DROP TRIGGER tr_refuse ON audit;");
    }

    /// <summary>A catalog that is changed, and wrong.</summary>
    private static async Task RefuseCatalogAsync(WatchedCluster watched)
    {
        var catalog = Path.Combine(watched.Processes.Folder, "catalog.json");
        var right = await File.ReadAllTextAsync(catalog);
        await watched.Prometheus.ProvokeAsync(["SegmentExportCatalogRefused"], () => File.WriteAllTextAsync(catalog, right.Replace("approve_downloads", "approve_everything", StringComparison.Ordinal)));
        await File.WriteAllTextAsync(catalog, right);
    }

    private static async Task SlowDatabaseAsync(WatchedCluster watched, ApiUser alice)
    {
        await watched.Processes.Database.ExecuteAsync(SlowWrites);
        await watched.Prometheus.ProvokeAsync(["SegmentExportDatabaseSlow"], async () => await ClusterExport.CreateAsync(alice));
        await watched.Processes.Database.ExecuteAsync("DROP TRIGGER tr_slow ON OrleansStorage;");
    }

    /// <summary>A full disk closes one export after the other, and the page says by which code.</summary>
    private static async Task FillDiskAsync(WatchedCluster watched, ApiUser alice)
    {
        using var filling = watched.Disk.Fill();
        await watched.Prometheus.ProvokeAsync(["SegmentExportStoreFails", "SegmentExportPackagingFails"], async () =>
        {
            var closed = await alice.WaitForAsync(await ClusterExport.CreateAsync(alice), state => state.GetProperty("status").GetString() == "closed", Patience);
            Assert.Equal("store_full", closed.GetProperty("packaging").GetProperty("failure").GetProperty("code").GetString());
        });
    }

    private static async Task TakeSourceAwayAsync(WatchedCluster watched)
    {
        var source = Path.Combine(watched.Processes.Folder, SampleCdpCatalog.DatabaseFile);
        File.Move(source, source + ".away");
        var alice = watched.Processes.User("alice");
        await watched.Prometheus.ProvokeAsync(["SegmentExportSourceFails"], async () =>
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await alice.StatusOfAsync(HttpMethod.Get, "/api/v1/spaces/retail/segments/everyone")));
        File.Move(source + ".away", source);
    }

    /// <summary>A store that hangs for half an hour by the silos' clock: exports that hold the slots do not get done, and those behind them wait.</summary>
    private static async Task HangStoreAsync(WatchedCluster watched, ApiUser alice, ApiUser carol)
    {
        watched.Faults.StoreHangs = true;
        foreach (var task in new[] { await ClusterExport.CreateAsync(alice), await ClusterExport.CreateAsync(alice), await ClusterExport.CreateAsync(alice) })
        {
            await carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
        }

        await watched.Prometheus.WaitForAsync("sum(segment_export_slots_busy) == 2 and sum(segment_export_queue_tasks) == 1");
        await watched.Prometheus.ProvokeAsync(["SegmentExportExportsWait"], () =>
        {
            watched.Faults.ClockAhead = TimeSpan.FromMinutes(31);
            return Task.CompletedTask;
        });
        await watched.Prometheus.ProvokeAsync(["SegmentExportQueueLong"], () =>
        {
            watched.Faults.StoreHangs = false;
            return Task.CompletedTask;
        });
    }

    /// <summary>A deadline at which no reminder ticked, by a clock that has jumped; and tasks that nobody has decided on until then.</summary>
    private static async Task PassDeadlineAsync(WatchedCluster watched, DateTimeOffset deadline)
    {
        var missed = 0;
        await watched.Prometheus.ProvokeAsync(["SegmentExportExpiryLate", "SegmentExportApprovalsStuck"], async () =>
        {
            // A little before a multiple; where the silos do not see that reminder in time, before the next one.
            missed++;
            watched.Faults.ClockAhead = deadline + (missed * ReminderPeriod) - TimeSpan.FromSeconds(3) - TimeProvider.System.GetUtcNow();
            await Task.Delay(TimeSpan.FromSeconds(6));
        });
    }

    /// <summary>A silo that is killed, be it the scheduler's; operators see it in the program too. Then the other one.</summary>
    private static async Task KillSilosAsync(WatchedCluster watched)
    {
        var (first, second) = (watched.Processes.Silos[0], watched.Processes.Silos[1]);
        await watched.Prometheus.ProvokeAsync(["SegmentExportSiloLost"], first.KillAsync);
        await watched.Processes.User("olga").Patiently(Patience).WaitForAsync("/api/v1/ops/overview", IsShownDead, Patience);
        await watched.Prometheus.WaitForAsync("sum(segment_export_slots_limit) == 1");

        // It may have fired while the scheduler was on its way to the other silo; rules are looked at later than the numbers come.
        await watched.Prometheus.WaitUntilSilentAsync("SegmentExportNothingPacks");
        await watched.Prometheus.ProvokeAsync(["SegmentExportNothingPacks"], second.KillAsync);
    }

    private static bool IsShownDead(JsonElement overview) => overview.GetProperty("silos").GetProperty("items").EnumerateArray()
        .Any(silo => silo.GetProperty("name").GetString() == "silo-1" && silo.GetProperty("state").GetString() == "dead");
}

using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.Cluster.Tests.Faults;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Traces;

/// <summary>What operators see of an export: one trace over gateway and silos, from the request to the download.</summary>
public sealed class ExportTraceTests
{
    private const int Shards = 7;

    [Fact]
    public async Task Trace_OfAnExport_IsOneTreeFromTheRequestToTheDownload_AndNamesNobody()
    {
        using var receiver = new OtlpReceiver();
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Silos = 2,
            Gateways = 1,
            Users = 2000,
            Settings = new Dictionary<string, string>(receiver.Settings) { ["SegmentExport__Sharding__TargetRows"] = "300", ["SegmentExport__Packaging__Slots"] = "1" },
        });
        var (alice, carol) = (cluster.User("alice"), cluster.User("carol"));

        var task = await ClusterExport.CreateAsync(alice);
        await ClusterExport.CompleteAsync(carol, alice, task, TimeSpan.FromSeconds(60));
        var traceId = (await alice.SendForJsonAsync(HttpMethod.Get, task)).GetProperty("traceId").GetString()!;
        var spans = await receiver.WaitForAsync(
            traceId,
            spans => spans.Any(span => span.Name == "segment_export.download") && spans.Count(span => span.Name == "segment_export.shard") >= Shards && WithoutParent(spans).Count() == 1,
            TestContext.Current.CancellationToken);

        // One tree: every parent is there, up to the one request that began it.
        var byId = spans.DistinctBy(span => span.SpanId).ToDictionary(span => span.SpanId);
        var root = Assert.Single(WithoutParent(spans));
        Assert.Equal("", root.ParentId);
        Assert.StartsWith("POST ", root.Name);
        Assert.Equal("segment-export-gateway", root.Service);
        IEnumerable<string> Above(ReceivedSpan span) => byId.TryGetValue(span.ParentId, out var parent) ? Above(parent).Prepend(parent.Name) : [];

        // Each shard on its silo, beneath the task's own step for it, with what it stores beneath it.
        var packed = spans.Where(span => span.Name == "segment_export.shard").ToList();
        Assert.Equal(Enumerable.Range(0, Shards), packed.Select(span => int.Parse(span.Attributes["segment_export.shard.index"], null)).Order());
        Assert.Equal(["silo-1", "silo-2"], packed.Select(span => span.Attributes["segment_export.silo"]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(packed, span => Assert.Contains("segment_export.pack", Above(span)));
        Assert.All(packed, span => Assert.Contains(spans, stored => stored.Name == "segment_export.store.commit" && Above(stored).Contains(span.Name) && stored.ParentId == span.SpanId));
        Assert.All(packed, span => Assert.Contains(spans, encoded => encoded.Name == "segment_export.encode" && encoded.ParentId == span.SpanId && encoded.Attributes.ContainsKey("segment_export.read.seconds")));
        Assert.Contains(spans, span => span.Name == "segment_export.plan");

        // What came by later requests hangs in the export's trace, and is linked with the request's own.
        Assert.All(new[] { "segment_export.approve", "segment_export.download" }, name =>
        {
            var span = Assert.Single(spans, span => span.Name == name);
            Assert.Equal("ok", span.Attributes["segment_export.outcome"]);
            Assert.NotEqual(traceId, Assert.Single(span.Links));
        });

        // Nothing that was exported, be it of traces, metrics or logs, names a person or holds a reason.
        Assert.NotEmpty(receiver.Bodies);
        var told = receiver.Bodies.Select(System.Text.Encoding.Latin1.GetString).ToList();
        Assert.All(new[] { "alice", "carol", "A test", "eyJ" }, said => Assert.DoesNotContain(
            told.Where(body => body.Contains(said, StringComparison.Ordinal)).Select(body => body[Math.Max(0, body.IndexOf(said, StringComparison.Ordinal) - 120)..][..160]), _ => true));
    }

    [Fact]
    public async Task Trace_OfAnExportWhoseSiloWasKilled_ShowsEveryShardAndWhereItWasPacked()
    {
        Assert.SkipUnless(FaultCounts.IsFull, "Waits until a silo is declared dead: it is among the full counts (SEGMENT_EXPORT_FAULTS=full).");
        using var receiver = new OtlpReceiver();
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Silos = 2,
            Gateways = 1,
            Users = 20_000,
            Settings = new Dictionary<string, string>(receiver.Settings)
            {
                ["SegmentExport__Sharding__TargetRows"] = "300",
                ["SegmentExport__Packaging__Slots"] = "1",
                ["Orleans__ClusterMembership__ProbeTimeout"] = "00:00:01",
            },
        });
        var alice = cluster.User("alice").Patiently(TimeSpan.FromMinutes(3));
        var task = await ClusterExport.CreateAsync(alice);
        await alice.WaitForAsync(task, state => ClusterExport.ShardsDone(state) >= 3, TimeSpan.FromSeconds(60));

        await cluster.Silos[1].KillAsync();
        await alice.WaitForAsync(task, state => state.GetProperty("packaging").GetProperty("state").GetString() == "packed", TimeSpan.FromSeconds(180));

        var traceId = (await alice.SendForJsonAsync(HttpMethod.Get, task)).GetProperty("traceId").GetString()!;
        var spans = await receiver.WaitForAsync(
            traceId, spans => spans.Where(span => span.Name == "segment_export.shard").Select(span => span.Attributes["segment_export.shard.index"]).Distinct().Count() >= 30, TestContext.Current.CancellationToken);
        Assert.Contains(spans, span => span.Name == "segment_export.shard" && span.Attributes["segment_export.silo"] == "silo-1");
    }

    private static IEnumerable<ReceivedSpan> WithoutParent(List<ReceivedSpan> spans)
    {
        var ids = spans.Select(span => span.SpanId).ToHashSet(StringComparer.Ordinal);
        return spans.Where(span => !ids.Contains(span.ParentId));
    }
}

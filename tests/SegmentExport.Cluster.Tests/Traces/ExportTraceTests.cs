using System.Text.Json;
using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Traces;

/// <summary>What operators see of an export: one trace over gateway and silos, from the request to its end; and the cluster as it is meanwhile.</summary>
public sealed class ExportTraceTests(TracedCluster fixture) : IClassFixture<TracedCluster>
{
    private const int Shards = 7;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // A missed tick of a reminder comes at the next multiple of this after the deadline.
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Trace_OfAnExport_IsOneTreeFromTheRequestToItsEnd_AndNamesNobody()
    {
        var cluster = fixture.Cluster;
        var (alice, carol) = (cluster.User("alice"), cluster.User("carol"));

        // Both have to have offered their slots: seven small shards are packed before a silo that has just started does.
        await cluster.User("olga").WaitForAsync("/api/v1/ops/overview", overview => overview.GetProperty("silos").GetProperty("items").EnumerateArray().Sum(silo => silo.GetProperty("slots").GetInt32()) >= 2, Patience);
        var task = await ClusterExport.CreateAsync(alice);
        await ClusterExport.CompleteAsync(carol, alice, task, TimeSpan.FromSeconds(60));
        var traceId = (await alice.SendForJsonAsync(HttpMethod.Get, task)).GetProperty("traceId").GetString()!;
        var spans = await fixture.Receiver.WaitForAsync(
            traceId,
            spans => spans.Any(span => span.Name == "segment_export.download") && spans.Count(span => span.Name == "segment_export.shard") >= Shards && WithoutParent(spans).Count() == 1 && Shards <= spans.Count(span => span.Name == "segment_export.store"),
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
        Assert.All(packed, span => AssertStages(span, spans));
        Assert.Contains(spans, span => span.Name == "segment_export.plan");
        Assert.Contains(Above(Assert.Single(spans, span => span.Name == "segment_export.queue")), name => name == "segment_export.submit");

        // What came by later requests hangs in the export's trace, and is linked with the request's own.
        Assert.All(new[] { "segment_export.approve", "segment_export.download" }, name =>
        {
            var span = Assert.Single(spans, span => span.Name == name);
            Assert.Equal("ok", span.Attributes["segment_export.outcome"]);
            Assert.NotEqual(traceId, Assert.Single(span.Links));
        });

        // Its end, a day later by the silos' clock.
        var ticked = await ExpireAsync(task, traceId);
        Assert.Equal(spans.Single(span => span.Name == "segment_export.submit").SpanId, ticked.ParentId);

        // Nothing that was exported, be it of traces, metrics or logs, names a person or holds a reason.
        Assert.NotEmpty(fixture.Receiver.Bodies);
        var told = fixture.Receiver.Bodies.Select(System.Text.Encoding.Latin1.GetString).ToList();
        Assert.All(new[] { "alice", "carol", "A test", "eyJ" }, said => Assert.DoesNotContain(
            told.Where(body => body.Contains(said, StringComparison.Ordinal)).Select(body => body[Math.Max(0, body.IndexOf(said, StringComparison.Ordinal) - 120)..][..160]), _ => true));
    }

    [Fact]
    public async Task Trace_OfAnExportWhoseSiloWasKilled_ShowsTheLostAttemptAndTheOneThatPackedItsShard()
    {
        var cluster = fixture.Cluster;
        var (alice, olga) = (cluster.User("alice").Patiently(Patience), cluster.User("olga").Patiently(Patience));
        fixture.Faults.StoreHangs = true;
        var task = await ClusterExport.CreateAsync(alice);

        // The third silo gets a shard of a task that lives elsewhere; operators see who packs what.
        var third = fixture.StartSilo();
        await third.WaitUntilReadyAsync();
        var seen = await olga.WaitForAsync("/api/v1/ops/overview", overview => Packing(overview).ContainsKey("silo-3") && Packing(overview).Count == 3, Patience);
        Assert.Equal(["silo-1", "silo-2", "silo-3"], Silos(seen, "active"));
        Assert.All(seen.GetProperty("silos").GetProperty("items").EnumerateArray().Take(3), silo => Assert.Equal(1, silo.GetProperty("busySlots").GetInt32()));
        Assert.Equal(Shards - 3, seen.GetProperty("queues").GetProperty("items").EnumerateArray().Sum(queue => queue.GetProperty("waitingShards").GetInt32()));
        var lost = Packing(seen)["silo-3"];

        await third.KillAsync();
        await olga.WaitForAsync("/api/v1/ops/overview", overview => Silos(overview, "dead").Contains("silo-3"), Patience);
        fixture.Faults.StoreHangs = false;
        await alice.WaitForAsync(task, state => state.GetProperty("packaging").GetProperty("state").GetString() == "packed", Patience);

        var traceId = (await alice.SendForJsonAsync(HttpMethod.Get, task)).GetProperty("traceId").GetString()!;
        var spans = await fixture.Receiver.WaitForAsync(
            traceId, spans => spans.Where(span => span.Name == "segment_export.shard").Select(IndexOf).Distinct().Count() == Shards && AttemptsAt(lost, spans).Count > 1, TestContext.Current.CancellationToken);
        var attempts = AttemptsAt(lost, spans);

        // The task counts on, unless it was found by way of the silo that died: then it is loaded anew too, and counts anew.
        var (dead, packed) = (Assert.Single(attempts, span => span.HasFailed), Assert.Single(attempts, span => !span.HasFailed));
        Assert.Equal(("silo-3", "1"), (dead.Attributes["segment_export.silo"], dead.Attributes["segment_export.shard.attempt"]));
        Assert.NotEmpty(dead.Attributes["error.type"]);
        Assert.NotEqual("silo-3", packed.Attributes["segment_export.silo"]);
        Assert.Contains(packed.Attributes["segment_export.shard.attempt"], new[] { "1", "2" });
        Assert.NotEqual("silo-3", Assert.Single(spans, span => span.Name == "segment_export.shard" && IndexOf(span) == lost).Attributes["segment_export.silo"]);

        // What was logged of it is found by the trace, and belongs to the attempt.
        await fixture.Receiver.WaitForLogAsync(record => record.TraceId == traceId && record.SpanId == dead.SpanId && record.Body.Contains("was not packed", StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }

    /// <summary>As programs and proxies send it that know of traces and record none.</summary>
    [Fact]
    public async Task Trace_OfAnExportWhoseCallerRecordsNothing_IsRecordedAllTheSame_AndThatOfALookOnlyWhereItWasRefused()
    {
        // By such an id no look is chosen that went well.
        const string TraceId = "0af7651916cd43dd84ffffffffffffff";
        var alice = fixture.Cluster.User("alice");
        using var created = await SendAsync(HttpMethod.Post, "", new { segmentId = "everyone", reason = "A test", fields = new[] { new { id = "user_id" } } });
        Assert.Equal(System.Net.HttpStatusCode.Accepted, created.StatusCode);
        using var seen = await SendAsync(HttpMethod.Get, "");
        Assert.Equal(System.Net.HttpStatusCode.OK, seen.StatusCode);
        using var refused = await SendAsync(HttpMethod.Get, $"/{Guid.CreateVersion7():N}");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, refused.StatusCode);

        var spans = await fixture.Receiver.WaitForAsync(
            TraceId, spans => spans.Count(span => span.Name == "segment_export.pack") == Shards && spans.Any(span => span.Attributes.GetValueOrDefault("segment_export.outcome") == "task_not_found"), TestContext.Current.CancellationToken);
        Assert.Equal(["404", "202"], spans.Where(span => span.Attributes.ContainsKey("http.route")).OrderBy(span => span.Name, StringComparer.Ordinal).Select(span => span.Attributes["http.response.status_code"]));

        Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null) =>
            alice.SendAsync(method, "/api/v1/spaces/retail/download-tasks" + path, body, headers => headers.Add("traceparent", $"00-{TraceId}-b7ad6b7169203331-00"));
    }

    [Theory]
    [InlineData("olga", System.Net.HttpStatusCode.OK)]
    [InlineData("alice", System.Net.HttpStatusCode.Forbidden)]
    public async Task Dashboard_OfACluster_IsForOperatorsAlone(string user, System.Net.HttpStatusCode status)
    {
        Assert.Equal(status, await fixture.Cluster.User(user).StatusOfAsync(HttpMethod.Get, "/ops/dashboard/"));
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, await ApiUser.Nobody(fixture.Cluster.Gateways[0].Client).StatusOfAsync(HttpMethod.Get, "/ops/dashboard/"));
    }

    /// <summary>Each stage of a shard, as long as all of its turns: together no longer than the shard.</summary>
    private static void AssertStages(ReceivedSpan shard, List<ReceivedSpan> spans)
    {
        var stages = spans.Where(span => span.ParentId == shard.SpanId && span.Attributes.ContainsKey("segment_export.turns")).ToList();
        Assert.Equal(["segment_export.compress", "segment_export.encode", "segment_export.read", "segment_export.store"], stages.Select(span => span.Name).Order(StringComparer.Ordinal));
        Assert.All(stages, span => Assert.True(span.Duration > TimeSpan.Zero));
        Assert.True(TimeSpan.FromTicks(stages.Sum(span => span.Duration.Ticks)) <= shard.Duration);
    }

    /// <summary>Has the reminder of a task's deadline tick: its clock jumps to a little before it, or before the next multiple where the silos did not see that in time.</summary>
    private async Task<ReceivedSpan> ExpireAsync(string task, string traceId)
    {
        var deadline = (await fixture.Cluster.User("alice").SendForJsonAsync(HttpMethod.Get, task)).GetProperty("expiresAt").GetDateTimeOffset();
        for (var missed = 0; ; missed++)
        {
            Assert.True(missed < 10, "No reminder ticks.");
            fixture.Faults.ClockAhead = deadline + (missed * ReminderPeriod) - TimeSpan.FromSeconds(3) - TimeProvider.System.GetUtcNow();
            try
            {
                return (await fixture.Receiver.WaitForAsync(traceId, spans => spans.Any(IsTick), TestContext.Current.CancellationToken, TimeSpan.FromSeconds(6))).First(IsTick);
            }
            catch (TimeoutException)
            {
                // Once more.
            }
        }
    }

    private static List<ReceivedSpan> AttemptsAt(int shard, List<ReceivedSpan> spans) =>
        [.. spans.Where(span => span.Name == "segment_export.pack" && IndexOf(span) == shard).OrderBy(span => span.Attributes["segment_export.shard.attempt"], StringComparer.Ordinal)];

    private static bool IsTick(ReceivedSpan span) => span.Name == "segment_export.expiry_tick";

    private static int IndexOf(ReceivedSpan span) => int.Parse(span.Attributes["segment_export.shard.index"], null);

    private static Dictionary<string, int> Packing(JsonElement overview) => overview.GetProperty("running").GetProperty("items").EnumerateArray()
        .ToDictionary(shard => shard.GetProperty("silo").GetString()!, shard => shard.GetProperty("index").GetInt32());

    private static IEnumerable<string> Silos(JsonElement overview, string state) => overview.GetProperty("silos").GetProperty("items").EnumerateArray()
        .Where(silo => silo.GetProperty("state").GetString() == state).Select(silo => silo.GetProperty("name").GetString()!);

    private static IEnumerable<ReceivedSpan> WithoutParent(List<ReceivedSpan> spans)
    {
        var ids = spans.Select(span => span.SpanId).ToHashSet(StringComparer.Ordinal);
        return spans.Where(span => !ids.Contains(span.ParentId));
    }
}

using System.Net;
using SegmentExport.Cluster.Tests.Exports;
using SegmentExport.Cluster.Tests.Traces;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Collector;

/// <summary>What the collector makes, as it is set, of what the processes really export.</summary>
public sealed class CollectorTests(TracedCluster fixture) : IClassFixture<TracedCluster>
{
    private static readonly CollectorConfiguration Configuration = CollectorConfiguration.Read();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("traces")]
    [InlineData("logs")]
    public void Pipeline_OfWhatNamesThings_RedactsBeforeAnythingElseSeesIt(string pipeline) =>
        Assert.Equal(["memory_limiter", "attributes/nobody", "redaction"], Configuration.ProcessorsOf(pipeline).Take(3));

    [Theory]
    [InlineData("13800138000")]
    [InlineData("138-0013-8000")]
    [InlineData("8613800138000")]
    [InlineData("+86 138 0013 8000")]
    [InlineData("zhang.san+vip@mail.example.com")]
    [InlineData("110101199003074578")]
    [InlineData("11010119900307457X")]
    [InlineData("eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl")]
    [InlineData("Bearer 4f2a9c-81e0.d7")]
    [InlineData("link=ZXhhbXBsZS1saW5rLXRva2Vu.c2ln")]
    [InlineData("X-Amz-Signature=0f1e2d3c4b5a69788796a5b4c3d2e1f0")]
    [InlineData("sig=3dXn%2BQ5k7%3D")]
    [InlineData("access_token=4f2a9c81e0d7")]
    public void Value_ThatMustNotLeave_IsMaskedWhereverItStands(string secret)
    {
        foreach (var text in new[] { secret, $"The value '{secret}' of row 7.", $"{{\"said\":\"{secret}\"}}", $"https://example.com/file?a=1&{secret}&b=2", $"手机号{secret}。" })
        {
            var left = Configuration.Redaction.Mask(text);
            Assert.Contains("****", left, StringComparison.Ordinal);
            Assert.DoesNotContain(secret.Split('=')[^1], left, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Telemetry_OfAnExport_IsNotChangedByTheRedaction()
    {
        var (alice, carol) = (fixture.Cluster.User("alice").Patiently(Patience), fixture.Cluster.User("carol").Patiently(Patience));
        var task = await ClusterExport.CreateAsync(alice);
        await ClusterExport.CompleteAsync(carol, alice, task, Patience);
        var spans = await fixture.Receiver.WaitForAsync(await TraceOfAsync(alice, task), spans => spans.Any(span => span.Name == "segment_export.download"), TestContext.Current.CancellationToken);
        Assert.NotEmpty(fixture.Receiver.Logs);

        var redaction = Configuration.Redaction;
        var attributes = fixture.Receiver.Spans.SelectMany(span => span.Events.Prepend(span.Attributes).Prepend(span.Resource)).Concat(fixture.Receiver.Logs.Select(record => record.Attributes)).SelectMany(all => all).Distinct().ToList();
        Assert.Contains("segment_export.silo", attributes.Select(attribute => attribute.Key));
        Assert.Contains("http.route", attributes.Select(attribute => attribute.Key));

        // The instrumentation of requests takes the values out of a query itself.
        Assert.All(attributes.Where(attribute => redaction.Deletes(attribute.Key)), attribute => Assert.Matches("^url\\.query=[?]([a-z]+=Redacted&?)+$", $"{attribute.Key}={attribute.Value}"));
        Assert.Equal([], attributes.Where(attribute => redaction.Mask(attribute.Value) != attribute.Value));
        Assert.Equal([], fixture.Receiver.Spans.Select(span => span.Name).Concat(fixture.Receiver.Logs.Select(record => record.Body)).Distinct().Where(text => redaction.Mask(text) != text));
        Assert.Equal([], Configuration.Sampling.ReasonsFor(spans));
    }

    [Fact]
    public async Task Trace_WithARefusal_IsKept()
    {
        var task = $"/api/v1/spaces/retail/download-tasks/{Guid.CreateVersion7():N}";
        Assert.Equal(HttpStatusCode.NotFound, await fixture.Cluster.User("alice").StatusOfAsync(HttpMethod.Get, task));

        Assert.Contains("string_attribute", await ReasonsAsync(spans => spans.Any(span => span.Attributes.GetValueOrDefault("segment_export.outcome") == "task_not_found")));
    }

    [Fact]
    public async Task Trace_WithAnError_IsKept()
    {
        var alice = fixture.Cluster.User("alice").Patiently(Patience);
        var parts = Path.Combine(fixture.Cluster.Folder, "artifacts");
        Directory.Move(parts, parts + ".away");
        await File.WriteAllTextAsync(parts, "", TestContext.Current.CancellationToken);
        var task = await ClusterExport.CreateAsync(alice);
        var traceId = await TraceOfAsync(alice, task);
        var spans = await fixture.Receiver.WaitForAsync(traceId, spans => spans.Any(span => span.HasFailed), TestContext.Current.CancellationToken);
        await alice.SendForJsonAsync(HttpMethod.Post, $"{task}/withdraw", new { });
        File.Delete(parts);
        Directory.Move(parts + ".away", parts);

        Assert.Contains("status_code", Configuration.Sampling.ReasonsFor(spans));
    }

    [Fact]
    public async Task Trace_OfASlowExport_IsKept()
    {
        var alice = fixture.Cluster.User("alice").Patiently(Patience);
        fixture.Faults.StoreHangs = true;
        var task = await ClusterExport.CreateAsync(alice);
        await Task.Delay(Configuration.Sampling.Latency + TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        fixture.Faults.StoreHangs = false;
        await alice.WaitForAsync(task, state => state.GetProperty("packaging").GetProperty("state").GetString() == "packed", Patience);

        var spans = await fixture.Receiver.WaitForAsync(await TraceOfAsync(alice, task), spans => spans.Any(span => span.Duration >= Configuration.Sampling.Latency), TestContext.Current.CancellationToken);
        Assert.Equal(["latency"], Configuration.Sampling.ReasonsFor(spans));
    }

    [Fact]
    public void Traces_OfNoInterest_AreKeptInTheConfiguredShare()
    {
        const int Traces = 200_000;
        var sampling = Configuration.Sampling;
        var (kept, id) = (0, new byte[16]);
        var random = new Random(20261126);
        for (var trace = 0; trace < Traces; trace++)
        {
            random.NextBytes(id);
            kept += sampling.KeepsByChance(id) ? 1 : 0;
        }

        Assert.InRange(100.0 * kept / Traces, sampling.Percentage - 0.5, sampling.Percentage + 0.5);
    }

    /// <summary>Why the trace is kept that shows something, once there is one.</summary>
    private async Task<IReadOnlyList<string>> ReasonsAsync(Predicate<List<ReceivedSpan>> isShown)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        while (true)
        {
            if (fixture.Receiver.Spans.GroupBy(span => span.TraceId).Select(trace => trace.ToList()).FirstOrDefault(trace => isShown(trace)) is { } trace)
            {
                return Configuration.Sampling.ReasonsFor(trace);
            }

            await Task.Delay(100, limit.Token);
        }
    }

    private static async Task<string> TraceOfAsync(ApiUser user, string task) => (await user.SendForJsonAsync(HttpMethod.Get, task)).GetProperty("traceId").GetString()!;
}

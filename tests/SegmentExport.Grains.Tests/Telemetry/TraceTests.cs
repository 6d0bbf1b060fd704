using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SegmentExport.Abstractions;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Telemetry;

namespace SegmentExport.Grains.Tests.Telemetry;

/// <summary>What operators see of an export: one trace, and nobody's data in it.</summary>
public sealed class TraceTests
{
    private const int Users = 1000;

    [Fact]
    public async Task Export_FromSubmissionToExpiry_IsOneTraceWithoutAnybodysData()
    {
        using var recorder = new Recorder();
        var clock = new FakeTimeProvider(TaskStates.Epoch);
        await using var cluster = await SegmentExportCluster.StartAsync(new()
        {
            Silos = 2,
            Users = Users,
            InMemory = true,
            Clock = clock,
            Settings = Quick.Packaging,
            Silo = silo => silo.ConfigureLogging(logging => logging.AddProvider(recorder).SetMinimumLevel(LogLevel.Debug)),
        });

        // One fault with a value in its message, as a driver's may have one.
        var failures = 0;
        cluster.Faults.Source.Reading = (_, _, _) =>
        {
            if (Interlocked.Increment(ref failures) == 1)
            {
                throw new InvalidOperationException($"Bad value {InMemorySegmentSource.Text("phone", 42)}");
            }
        };

        using var source = new ActivitySource("Test");
        var task = new ExportTask(cluster);
        ActivityTraceId trace;
        using (var request = source.StartActivity("POST", ActivityKind.Server))
        {
            trace = request!.TraceId;
            await task.SubmittedAsync();
        }

        await InRequestAsync(source, () => task.ApproveAsync());
        await task.WaitForAsync(Domain.Tasks.DownloadTaskStatus.Completed);
        await InRequestAsync(source, () => task.OpenFileAsync());
        clock.Advance(TimeSpan.FromHours(24));
        await task.WaitForAsync(view => view.State.PartsDeletedAt is not null);

        var spans = recorder.SpansOf(trace);
        var byId = spans.ToDictionary(span => span.SpanId);
        var submit = Assert.Single(spans, span => span.OperationName == "segment_export.submit");
        Assert.Equal(submit.Id, task.Stored!.TraceParent);
        foreach (var (name, count) in new[] { ("plan", 1), ("queue", 1), ("pack", 5), ("approve", 1), ("download", 1) })
        {
            var named = spans.Where(span => span.OperationName == $"segment_export.{name}").ToList();
            Assert.Equal(count, named.Count);
            Assert.All(named, span => Assert.Equal(submit.SpanId, span.ParentSpanId));
            Assert.All(named, span => Assert.Equal(task.Key.ToString(), span.GetTagItem("segment_export.task")));
        }

        var shards = spans.Where(span => span.OperationName == "segment_export.shard").ToList();
        Assert.Equal(5, shards.Count);
        Assert.Single(shards, span => span.Status == ActivityStatusCode.Error);
        Assert.All(shards, span => Assert.Contains(Ancestors(span, byId), above => above.OperationName == "segment_export.pack"));
        Assert.All(shards, span => Assert.Contains(span.GetTagItem("segment_export.silo"), cluster.Cluster.Silos.Select(silo => silo.Name)));
        Assert.Equal(2, shards.Select(span => span.GetTagItem("segment_export.silo")).Distinct().Count());
        Assert.All(spans.Where(span => span.OperationName is "segment_export.approve" or "segment_export.download"), span => Assert.Single(span.Links));

        Assert.NotEmpty(recorder.Lines);
        Assert.All(spans.Select(Recorder.TextOf).Concat(recorder.Lines), AssertNobodysData);
        Assert.NotEmpty(recorder.Measurements);
        Assert.DoesNotContain(recorder.Measurements, measured =>
            new[] { "alice", "carol", "retail", task.Key.Task.Value }.Any(id => measured.Tags.Contains(id, StringComparison.Ordinal)));
    }

    private static async Task InRequestAsync<T>(ActivitySource source, Func<Task<Answer<T>>> call)
        where T : class
    {
        // Each request comes with a trace of its own.
        Activity.Current = null;
        using var request = source.StartActivity("POST", ActivityKind.Server);
        Assert.True((await call()).IsAccepted);
    }

    private static IEnumerable<Activity> Ancestors(Activity span, Dictionary<ActivitySpanId, Activity> byId)
    {
        while (byId.TryGetValue(span.ParentSpanId, out var parent))
        {
            yield return span = parent;
        }
    }

    private static void AssertNobodysData(string text)
    {
        Assert.DoesNotContain("张", text, StringComparison.Ordinal);

        // All phone numbers of the data begin like this.
        Assert.DoesNotContain("13800000", text, StringComparison.Ordinal);
    }
}

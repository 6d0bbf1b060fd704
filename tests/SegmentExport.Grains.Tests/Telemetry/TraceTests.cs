using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Telemetry;
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

    [Fact]
    public async Task Exports_OnOneSlot_StayOutOfEachOthersTraces()
    {
        using var recorder = new Recorder();
        var clock = new FakeTimeProvider(TaskStates.Epoch);
        await using var cluster = await SegmentExportCluster.StartAsync(new()
        {
            Users = Users,
            InMemory = true,
            Clock = clock,
            Settings = Quick.With(("Packaging:Slots", "1")),
            Silo = silo => silo.ConfigureLogging(logging => logging.AddProvider(recorder).SetMinimumLevel(LogLevel.Warning)),
        });

        // A slot goes from one export to the next, and parts are deleted at the second attempt; a silo's own store has a span for each.
        var allWait = new TaskCompletionSource();
        cluster.Faults.Store.Creating = (_, _) => allWait.Task;
        var failed = new ConcurrentDictionary<TaskKey, bool>();
        cluster.Faults.Store.Deleting = task =>
        {
            using var span = SegmentExportTelemetry.Start("segment_export.store.delete");
            span?.SetTag("segment_export.task", task.ToString());
            return failed.TryAdd(task, true) ? Task.FromException(new IOException("Not now.")) : Task.CompletedTask;
        };

        using var source = new ActivitySource("Test");
        var exports = new Dictionary<ExportTask, ActivityTraceId>();
        for (var export = 0; export < 3; export++)
        {
            var task = new ExportTask(cluster);
            exports[task] = await InRequestAsync(source, () => task.SubmitAsync());
            await InRequestAsync(source, () => task.ApproveAsync());
        }

        var scheduler = cluster.Client.GetGrain<IPackagingSchedulerGrain>(0);
        await exports.Keys.First().EventuallyAsync(async () => (await scheduler.GetViewAsync()).Queues.Sum(queue => queue.WaitingTasks) == exports.Count, () => "not all wait for a slot");
        allWait.SetResult();
        foreach (var task in exports.Keys)
        {
            await task.WaitForAsync(Domain.Tasks.DownloadTaskStatus.Completed);
        }

        // Whoever looks after the deadline has the parts deleted, unless the scheduler or a reminder is first.
        clock.Advance(TimeSpan.FromHours(24));
        foreach (var task in exports.Keys)
        {
            await InRequestAsync(source, () => task.GetAsync());
            await task.WaitForAsync(view => view.State.PartsDeletedAt is not null);
        }

        foreach (var (task, trace) in exports)
        {
            var spans = recorder.SpansOf(trace);
            var submit = Assert.Single(spans, span => span.OperationName == "segment_export.submit");
            Assert.Equal(4, spans.Count(span => span.OperationName == "segment_export.pack"));
            Assert.All(spans.Select(span => span.GetTagItem("segment_export.task")), tag => Assert.True(tag is null || tag.Equals(task.Key.ToString())));
            Assert.DoesNotContain(spans.SelectMany(span => span.Links), link => exports.ContainsValue(link.Context.TraceId));
            Assert.Equal([submit.SpanId, submit.SpanId], spans.Where(span => span.OperationName == "segment_export.store.delete").Select(span => span.ParentSpanId));
            Assert.Contains(task.Key.ToString(), Assert.Single(recorder.LinesOf(trace), line => exports.Keys.Any(any => line.Contains(any.Key.ToString(), StringComparison.Ordinal))), StringComparison.Ordinal);
        }
    }

    private static async Task<ActivityTraceId> InRequestAsync<T>(ActivitySource source, Func<Task<Answer<T>>> call)
        where T : class
    {
        // Each request comes with a trace of its own.
        Activity.Current = null;
        using var request = source.StartActivity("POST", ActivityKind.Server);
        Assert.True((await call()).IsAccepted);
        return request!.TraceId;
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

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Lifecycle;

/// <summary>Whole lives of tasks over HTTP: created, approved, asked for until it is packed, downloaded.</summary>
internal sealed class LifecycleLoad(ClusterProcesses cluster)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(200);

    private static readonly object Request = new
    {
        segmentId = "everyone",
        reason = "A benchmark",
        fields = new object[] { new { id = "user_id" }, new { id = "name", masking = "name" }, new { id = "phone", masking = "phone" }, new { id = "city" } },
    };

    private readonly ApiUser _alice = cluster.User("alice");
    private readonly ApiUser _carol = cluster.User("carol");

    /// <summary>So many lives, one after the other.</summary>
    public async Task LiveAsync(int lives)
    {
        for (var life = 0; life < lives; life++)
        {
            await LiveAsync();
        }
    }

    /// <summary>As many lives as workers get through; those that have begun within the time count, whole.</summary>
    /// <returns>How long each took, ascending, and how long all of them.</returns>
    public async Task<(double[] Milliseconds, TimeSpan Elapsed)> RunAsync(int workers, TimeSpan duration)
    {
        var (times, clock) = (new ConcurrentBag<double>(), Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            while (clock.Elapsed < duration)
            {
                var started = Stopwatch.GetTimestamp();
                await LiveAsync();
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        })));
        return ([.. times.Order()], clock.Elapsed);
    }

    private async Task LiveAsync()
    {
        var created = await _alice.SendForJsonAsync(HttpMethod.Post, "/api/v1/spaces/retail/download-tasks", Request);
        var task = $"/api/v1/spaces/retail/download-tasks/{created.GetProperty("id").GetString()}";
        var state = await _carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
        for (var wait = ShortestWait; !IsCompleted(state); wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, LongestWait.Ticks)))
        {
            await Task.Delay(wait);
            state = await _alice.SendForJsonAsync(HttpMethod.Get, task);
        }

        using var file = await _alice.SendAsync(HttpMethod.Get, $"{task}/file");
        if (!file.IsSuccessStatusCode || (await file.Content.ReadAsByteArrayAsync()).Length == 0)
        {
            throw new InvalidOperationException($"A file was answered with {(int)file.StatusCode}.");
        }
    }

    private static bool IsCompleted(JsonElement task) => task.GetProperty("status").GetString() switch
    {
        "completed" => true,
        "preparing" => false,
        var other => throw new InvalidOperationException($"A task is {other}."),
    };
}

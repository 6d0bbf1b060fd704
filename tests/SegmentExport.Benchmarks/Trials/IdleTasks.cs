using System.Collections.Concurrent;
using System.Diagnostics;
using SegmentExport.Benchmarks.Reminders;
using SegmentExport.TestKit.Processes;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.Trials;

/// <summary>Tasks that nobody asks for any more: what their grains hold while they stay, when they go, and what it costs to bring one back.</summary>
internal sealed class IdleTasks(TrialCluster cluster)
{
    private const int Callers = 16;
    private const double KiB = 1024;

    private static readonly TimeSpan HeapCollected = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Later = TimeSpan.FromHours(1);

    private readonly ApiUser _carol = cluster.Processes.User("carol");

    /// <summary>Measures nine tenths of so many; the others are called first, for what is compiled then.</summary>
    public async Task<IReadOnlyList<string>> MeasureAsync(int count, CancellationToken cancellationToken)
    {
        var tasks = await MakeAsync(count);
        count = tasks.Count;
        var empty = await MemoryAsync(cancellationToken);
        List<string> lines = [Invariant($"case=call grain=absent {await AskAsync(tasks)}")];
        var idle = await MemoryAsync(cancellationToken);
        lines.Add(Invariant($"case=idle activations={idle.Activations - empty.Activations} heap_kib_per_task={(idle.HeapMiB - empty.HeapMiB) * KiB / count:0.0} rss_kib_per_task={(idle.RssMiB - empty.RssMiB) * KiB / count:0.0}"));
        lines.Add(Invariant($"case=call grain=present {await AskAsync(tasks)}"));
        var idleSince = Stopwatch.GetTimestamp();
        while ((await cluster.ReadAsync()).Sum(silo => silo.Activations) > empty.Activations + (count / 100))
        {
            if (Stopwatch.GetElapsedTime(idleSince) > Patience)
            {
                throw new TimeoutException($"Grains that idle were still there after {Patience}.");
            }

            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }

        var gone = Stopwatch.GetElapsedTime(idleSince);
        var after = await MemoryAsync(cancellationToken);
        lines.Add(Invariant($"case=collected after_s={gone.TotalSeconds:0} heap_kib_left_per_task={(after.HeapMiB - empty.HeapMiB) * KiB / count:0.0} rss_kib_left_per_task={(after.RssMiB - empty.RssMiB) * KiB / count:0.0}"));
        lines.Add(Invariant($"case=call grain=collected {await AskAsync(tasks)}"));
        return lines;
    }

    private async Task<IReadOnlyList<string>> MakeAsync(int count)
    {
        var end = TimeProvider.System.GetUtcNow() + Later;
        await (await SleepingTasks.MakeAsync(cluster.Processes)).FillAsync([.. Enumerable.Range(0, count).Select(task => end + TimeSpan.FromSeconds(task))], withParts: false);
        var ids = (string[])(await cluster.Processes.Database.ExecuteAsync("SELECT array_agg(task_id) FROM download_task;"))!;
        var paths = ids.Select(id => $"/api/v1/spaces/retail/download-tasks/{id}").ToList();
        await AskAsync(paths[..(count / 10)]);
        return paths[(count / 10)..];
    }

    private async Task<(long Activations, double HeapMiB, double RssMiB)> MemoryAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(HeapCollected, cancellationToken);
        var silos = await cluster.ReadAsync();
        return (silos.Sum(silo => silo.Activations), silos.Sum(silo => silo.HeapMiB), silos.Sum(silo => silo.RssMiB));
    }

    /// <summary>Asks for each task once.</summary>
    private async Task<string> AskAsync(IReadOnlyCollection<string> tasks)
    {
        var (times, processors, started) = (new ConcurrentBag<double>(), Lifecycle.ProcessorTime.Read(), Stopwatch.GetTimestamp());
        await Parallel.ForEachAsync(tasks, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (task, _) =>
        {
            var asked = Stopwatch.GetTimestamp();
            await _carol.SendForJsonAsync(HttpMethod.Get, task);
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        });
        var (elapsed, ordered) = (Stopwatch.GetElapsedTime(started), times.Order().ToList());
        return Invariant($"calls={tasks.Count} callers={Callers} per_s={tasks.Count / elapsed.TotalSeconds:0} p50_ms={ordered[ordered.Count / 2]:0.0} p99_ms={ordered[(int)(0.99 * ordered.Count)]:0.0} {Lifecycle.ProcessorTime.Read().Since(processors, tasks.Count)}");
    }
}

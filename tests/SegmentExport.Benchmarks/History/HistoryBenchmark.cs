using System.Diagnostics;
using SegmentExport.Benchmarks.Lists;
using SegmentExport.Benchmarks.Reminders;
using SegmentExport.Benchmarks.Reports;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.History;

/// <summary>What finished tasks cost a silo: how soon it is ready, what memory it has and what it asks of the database in its first seconds, with none and with very many of them.</summary>
internal static class HistoryBenchmark
{
    // Two rounds of the scheduler, and a count.
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        await using var server = await PostgresServer.StartAsync(countsStatements: true);
        await using var cluster = await ClusterProcesses.StartAsync(new() { Silos = 0, Gateways = 0, Users = 100, Server = server });
        await DatabaseLoad.BeginAsync(cluster.Database);
        var lines = new List<string>();
        foreach (var tasks in new[] { 0, options.Tasks })
        {
            if (tasks > 0)
            {
                var filling = Stopwatch.GetTimestamp();
                await ListedTasks.FillAsync(cluster.Database, tasks, ended: true);
                await ListedTasks.StoreAsync(cluster.Database, tasks);
                Console.WriteLine(Invariant($"# filled in {Stopwatch.GetElapsedTime(filling).TotalSeconds:0} s"));
            }

            var starts = new List<Start>();
            for (var run = 0; run < options.Runs; run++)
            {
                starts.Add(await StartAsync(cluster, cancellationToken));
            }

            double Median(Func<Start, double> figure) => starts.Select(figure).Order().ElementAt(starts.Count / 2);
            var line = Invariant($"case=history tasks={tasks} starts={starts.Count} ready_s={Median(start => start.Ready.TotalSeconds):0.00} memory_mib={Median(start => start.MemoryMiB):0} ")
                + Invariant($"watched_s={Watch.TotalSeconds:0} statements={Median(start => start.Statements):0} busy_ms={Median(start => start.Busy.TotalMilliseconds):0.0}");
            Console.WriteLine(line);
            lines.Add(line);
        }

        await ResultFile.SaveAsync(options, lines, cancellationToken);
        return 0;
    }

    private static async Task<Start> StartAsync(ClusterProcesses cluster, CancellationToken cancellationToken)
    {
        var before = await DatabaseLoad.ReadAsync(cluster.Database);
        var started = Stopwatch.GetTimestamp();
        var silo = cluster.StartSilo();
        await silo.WaitUntilReadyAsync();
        var ready = Stopwatch.GetElapsedTime(started);
        await Task.Delay(Watch, cancellationToken);
        using var process = Process.GetProcessById(silo.Id);
        var memory = process.WorkingSet64 / (1024.0 * 1024);
        var after = await DatabaseLoad.ReadAsync(cluster.Database);
        await silo.SignalAsync("TERM");
        await silo.WaitForExitAsync(TimeSpan.FromMinutes(1));
        return new(ready, memory, after.Statements - before.Statements, after.Busy - before.Busy);
    }

    /// <param name="Ready">From the start of the process until it says that it is ready.</param>
    /// <param name="MemoryMiB">Its resident memory at the end of the watch.</param>
    /// <param name="Statements">What it has asked of the database until then.</param>
    /// <param name="Busy">The time in the server that this took.</param>
    private sealed record Start(TimeSpan Ready, double MemoryMiB, long Statements, TimeSpan Busy);
}

using SegmentExport.Benchmarks.Lists;
using SegmentExport.Benchmarks.Reminders;
using SegmentExport.Benchmarks.Reports;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.History;

/// <summary>
/// What finished tasks cost a silo: how soon it is ready, what memory it has and what it asks of the database in its first seconds, with none and with very many of them; and what counting those that
/// have not ended costs the database, with as many of these beside them.
/// </summary>
internal static class HistoryBenchmark
{
    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        await using var server = await PostgresServer.StartAsync(countsStatements: true);
        await using var cluster = await ClusterProcesses.StartAsync(new() { Silos = 0, Gateways = 0, Users = 100, Server = server });
        await DatabaseLoad.BeginAsync(cluster.Database);
        var lines = new List<string>();
        void Tell(string line)
        {
            Console.WriteLine(line);
            lines.Add(line);
        }

        var watch = TimeSpan.FromSeconds(options.Seconds);
        var empty = await StartAsync(cluster, options.Runs, watch, cancellationToken);
        Tell($"case=history finished=0 waiting=0 {empty}");

        await ListedTasks.FillAsync(cluster.Database, options.Tasks, ListedLives.Ended);
        await ListedTasks.StoreAsync(cluster.Database, options.Tasks);
        await ContinueAsync(cluster);
        var full = await StartAsync(cluster, options.Runs, watch, cancellationToken);
        Tell(Invariant($"case=history finished={options.Tasks} waiting=0 {full}"));
        Tell(Invariant($"case=cost_of_history ready_ratio={full.Ready / empty.Ready:0.00} more_activations={full.Activations - empty.Activations} more_heap_mib={full.HeapMiB - empty.HeapMiB:0.0} more_rss_mib={full.RssMiB - empty.RssMiB:0}"));

        await ListedTasks.FillAsync(cluster.Database, options.Tasks, ListedLives.Waiting, after: options.Tasks);
        await ContinueAsync(cluster);
        Tell(Invariant($"case=history finished={options.Tasks} waiting={options.Tasks} {await StartAsync(cluster, options.Runs, watch, cancellationToken)}"));
        await ResultFile.SaveAsync(options, lines, cancellationToken);
        return full.Activations > empty.Activations ? 1 : 0;
    }

    // The rows came from elsewhere, as with a backup: changes are counted on from theirs, or no silo starts.
    private static Task ContinueAsync(ClusterProcesses cluster) => cluster.Database.MigrateAsync();

    /// <summary>The median of each figure over so many starts.</summary>
    private static async Task<SiloStart> StartAsync(ClusterProcesses cluster, int starts, TimeSpan watch, CancellationToken cancellationToken)
    {
        var seen = new List<SiloStart>();
        for (var start = 0; start < starts; start++)
        {
            seen.Add(await SiloStart.WatchAsync(cluster, watch, cancellationToken));
        }

        return SiloStart.Median(seen);
    }
}

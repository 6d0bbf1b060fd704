using System.Diagnostics;
using SegmentExport.Benchmarks.Reports;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.Reminders;

/// <summary>A silo that starts on very many tasks that wait for their end: how soon it is ready, how late the ends that come then are, and what the reminders have the database do.</summary>
internal static class ReminderBenchmark
{
    private const int DuePerSecond = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(7);

    // The others' ends: a day's, and none of them while anything is measured.
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Day = TimeSpan.FromHours(23);

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        await using var server = await PostgresServer.StartAsync(isDurable: true, countsStatements: true);
        await using var cluster = await ClusterProcesses.StartAsync(new() { Silos = 1, Gateways = 1, Users = 100, Server = server });
        var tasks = await SleepingTasks.MakeAsync(cluster);
        await StopAsync([.. cluster.Gateways, .. cluster.Silos]);

        var filling = Stopwatch.GetTimestamp();
        var others = options.Reminders - options.Due - 1;
        var now = TimeProvider.System.GetUtcNow();
        await tasks.FillAsync([.. Enumerable.Range(0, others).Select(task => now + Later + (Day * task / others))], withParts: false);

        // A time that passes before the silo has read its reminders is caught up five minutes later, and would be told as that late.
        var first = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(15 + (options.Reminders / 4000));
        await tasks.FillAsync([.. Enumerable.Range(0, options.Due).Select(task => first + TimeSpan.FromSeconds((double)task / DuePerSecond))], withParts: true);
        Console.WriteLine(Invariant($"# filled in {Stopwatch.GetElapsedTime(filling).TotalSeconds:0} s"));

        await DatabaseLoad.BeginAsync(cluster.Database);
        var lines = new List<string>();
        void Tell(string line)
        {
            Console.WriteLine(line);
            lines.Add(line);
        }

        Tell(await StartAsync(cluster, options.Reminders, cancellationToken));
        var ready = await DatabaseLoad.ReadAsync(cluster.Database);
        await UntilAsync(() => IsDoneAsync(cluster.Database, options.Reminders - options.Due), "the ends that are due have come", cluster, cancellationToken);
        var done = await DatabaseLoad.ReadAsync(cluster.Database);
        Tell(Invariant($"case=ticks due={options.Due} per_s={DuePerSecond} {await LatenessAsync(cluster.Database, first)} target_p99_late_s=10"));
        Tell(Invariant($"case=load while=ticking reminders={options.Reminders} {done.PerMinuteSince(ready)}"));
        await Task.Delay(TimeSpan.FromSeconds(options.Rest), cancellationToken);
        Tell(Invariant($"case=load while=waiting reminders={options.Reminders - options.Due} {(await DatabaseLoad.ReadAsync(cluster.Database)).PerMinuteSince(done)}"));
        await ResultFile.SaveAsync(options, lines, cancellationToken);
        return 0;
    }

    private static async Task StopAsync(IReadOnlyCollection<ServerProcess> processes)
    {
        await Task.WhenAll(processes.Select(process => process.SignalAsync("TERM")));
        await Task.WhenAll(processes.Select(process => process.WaitForExitAsync(TimeSpan.FromMinutes(1))));
    }

    private static async Task<string> StartAsync(ClusterProcesses cluster, int reminders, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var silo = cluster.StartSilo();
        await silo.WaitUntilReadyAsync();
        var ready = Stopwatch.GetElapsedTime(started);
        await UntilAsync(async () => (await DatabaseLoad.ReadAsync(cluster.Database)).RemindersRead >= reminders, "all reminders are read", cluster, cancellationToken);
        return Invariant($"case=start reminders={reminders} ready_s={ready.TotalSeconds:0.0} read_s={Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} target_s=60");
    }

    private static async Task<bool> IsDoneAsync(PostgresTestDatabase database, int left) => await database.ExecuteAsync("SELECT count(*) FROM OrleansReminders;") is long count && count <= left;

    /// <summary>By the tasks' own records: from when a task's time was over to when that was recorded, and to when its parts were gone.</summary>
    private static async Task<string> LatenessAsync(PostgresTestDatabase database, DateTimeOffset first)
    {
        static string Seconds(double share, string until) => Invariant($"percentile_disc({share}) WITHIN GROUP (ORDER BY extract(epoch FROM (summary ->> '{until}')::timestamptz - expires_at::timestamptz))");
        return (string)(await database.ExecuteAsync($"""
            SELECT format('p50_late_s=%s p99_late_s=%s max_late_s=%s p99_deleted_s=%s', {string.Join(", ", new[] { Seconds(0.5, "expiredAt"), Seconds(0.99, "expiredAt"), Seconds(1, "expiredAt"), Seconds(0.99, "partsDeletedAt") }.Select(value => $"round({value}, 2)"))})
            FROM download_task WHERE expired_at IS NOT NULL;
            """))!;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, string what, ClusterProcesses cluster, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"It was not so within {Patience} that {what}:\n{cluster.Output}");
            }

            await Task.Delay(500, cancellationToken);
        }
    }
}

using System.Diagnostics;
using System.Text.Json;
using SegmentExport.Benchmarks.Load;
using SegmentExport.Benchmarks.Reports;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.Soak;

/// <summary>
/// The load for an hour, whose silos are killed in turn: whether anything is lost, leaks, or disagrees. A day of the silos' clock is as long as the time between two kills, so that files expire too.
/// Ends with 1 where a check fails.
/// </summary>
internal static class SoakBenchmark
{
    private const int FaultsShown = 10;

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var (lines, failed) = (new List<string>(), 0);
        void Tell(string line)
        {
            Console.WriteLine(line);
            lock (lines)
            {
                lines.Add(line);
            }
        }

        void Check(string line, bool isHeld)
        {
            Tell($"{line} ok={(isHeld ? "true" : "false")}");
            failed += isHeld ? 0 : 1;
        }

        void CheckNone(string of, IReadOnlyCollection<string> wrong)
        {
            Check(Invariant($"case=check of={of} wrong={wrong.Count}"), wrong.Count == 0);
            foreach (var one in wrong.Take(FaultsShown))
            {
                Console.WriteLine($"# {one}");
            }
        }

        var (catalog, ledger) = (new LoadCatalog(options.Rows), new SoakLedger());
        await using var cluster = await SoakCluster.StartAsync(catalog, options.Rows);
        var watch = new SoakWatch(cluster, ledger, Tell);
        var minutes = await LoadAsync(cluster, catalog, ledger, watch, options);

        Check("case=check of=packaging_over", await SoakSettling.UntilPackedAsync(cluster));
        var tasks = new SoakTasks(cluster.Processes, ledger);
        var listed = await tasks.ListAsync();
        CheckNone("tasks_lost", [.. tasks.Lost(listed)]);
        CheckNone("tasks_misled", [.. tasks.Misled(listed)]);
        CheckNone("files_refused", await tasks.NotDownloadableAsync(listed));
        CheckNone("answers", [.. ledger.Faults]);

        // Where kills come faster than missed reminders come again, not all are waited for: a read has their tasks expire too.
        var isHasty = options.KillEvery < SoakSettling.ReminderPeriod;
        Check("case=check of=files_expired", await SoakSettling.UntilExpiredAsync(cluster, isHasty));
        if (isHasty)
        {
            Tell(Invariant($"case=expired by_reading={await tasks.ReadCompletedAsync()} of={listed.Values.Count(task => task.GetProperty("expiresAt").ValueKind != JsonValueKind.Null)}"));
        }

        Check("case=check of=nothing_left", await SoakSettling.UntilNothingIsLeftAsync(cluster, butReminders: isHasty));
        CheckNone("parts_of_nobody", [.. StoredCounts.Parts(cluster.Processes).Keys]);
        CheckNone("list_and_grains", await tasks.UnlikeTheirRowsAsync(await tasks.ListAsync()));
        await watch.ReadAsync();
        await watch.TellAsync();
        foreach (var (line, isHeld) in SoakMemory.OfGateway(watch, cluster.Gateway.Server.Name).Concat(cluster.Processes.Silos.SelectMany(silo => SoakMemory.OfSilo(watch, silo.Name, ledger.Fates.Count / minutes / 3))))
        {
            Check(line, isHeld);
        }

        Tell($"case=bytes_per_task {await StoredCounts.BytesPerTaskAsync(cluster.Processes)}");
        Tell(Invariant($"case=soak minutes={minutes:0.0} exports_at_once={options.Exports} rows_up_to={options.Rows} tasks={ledger.Fates.Count} downloads={ledger.Downloads} stated_digests={ledger.Stated} killed={cluster.Killed} failed_checks={failed}"));
        await ResultFile.SaveAsync(options, [.. lines.Where(line => !line.StartsWith("case=process", StringComparison.Ordinal) || line.Contains(cluster.Gateway.Server.Name, StringComparison.Ordinal))], cancellationToken);
        return failed == 0 ? 0 : 1;
    }

    /// <summary>The load, the kills and the days; to the end of the last life.</summary>
    /// <returns>How many minutes lives began for.</returns>
    private static async Task<double> LoadAsync(SoakCluster cluster, LoadCatalog catalog, SoakLedger ledger, SoakWatch watch, BenchmarkOptions options)
    {
        using var ended = new CancellationTokenSource();
        var (started, limit) = (Stopwatch.GetTimestamp(), TimeSpan.FromMinutes(options.Minutes));
        await watch.ReadAsync();
        var watching = watch.RunAsync(ended.Token);
        var load = new SoakLoad(cluster.Processes, catalog, ledger, options.Exports, options.Rows);
        for (var next = options.KillEvery; next < limit; next += options.KillEvery)
        {
            await UntilAsync(started, next);
            cluster.PassDay(butFor: options.KillEvery);
            await cluster.KillAsync();
        }

        await UntilAsync(started, limit);
        var minutes = Stopwatch.GetElapsedTime(started).TotalMinutes;
        await load.EndAsync();
        await ended.CancelAsync();
        await watching;
        return minutes;
    }

    private static Task UntilAsync(long started, TimeSpan time) => Task.Delay(time - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } wait ? wait : TimeSpan.Zero);
}

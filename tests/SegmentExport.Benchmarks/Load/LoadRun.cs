using System.Diagnostics;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Load;

/// <summary>Exports over the API, all at once, and quick ones again and again meanwhile.</summary>
internal sealed class LoadRun(ClusterProcesses cluster, LoadCatalog catalog)
{
    /// <summary>What a quick export has.</summary>
    public const int QuickRows = 100;

    private const int Seed = 20261126;

    private static readonly TimeSpan QuickPeriod = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly ApiUser _alice = cluster.User(LoadCatalog.Member);

    /// <summary>One export by itself.</summary>
    public async Task<PackedExport> PackOneAsync(double rows)
    {
        var task = await CreateAsync(0, rows);
        await UntilPackedAsync(1);
        var export = (await PackedExport.ReadAsync(cluster)).Single();
        await _alice.SendForJsonAsync(HttpMethod.Post, $"{task}/withdraw");
        return export;
    }

    /// <summary>So many at once, of sizes by a power law, up to a size.</summary>
    /// <returns>The memory of all silos, in MiB, at most, and how many exports were created.</returns>
    public async Task<(double PeakMiB, int Created)> PackAsync(int exports, int most)
    {
        var (random, peak, started) = (new Random(Seed), 0.0, Stopwatch.GetTimestamp());
        var sizes = Enumerable.Range(0, exports).Select(_ => LoadSizes.Next(random, most)).ToList();
        using var ended = new CancellationTokenSource();
        var quick = MakeQuickAsync(ended.Token);
        await Parallel.ForEachAsync(sizes.Index(), new ParallelOptions { MaxDegreeOfParallelism = LoadCatalog.Spaces }, async (export, _) => await CreateAsync(export.Index, export.Item));
        while (await CountPackedAsync(andOthers: true) is var left and > 0)
        {
            peak = Math.Max(peak, LoadMemory.MiB(cluster));
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"{left} exports were not packed within {Patience}.");
            }

            await Task.Delay(Look, CancellationToken.None);
        }

        await ended.CancelAsync();
        var made = await quick;
        await UntilPackedAsync(exports + made);
        return (peak, exports + made);
    }

    /// <summary>Withdraws a large export while it has all slots.</summary>
    /// <returns>How long it took from the withdrawal until another export was being packed.</returns>
    public async Task<TimeSpan> CancelAsync(int rows)
    {
        var large = await CreateAsync(0, rows);

        // A small one may be packed before anybody has seen it being packed.
        await _alice.WaitForAsync(large, task => task.GetProperty("packaging").GetProperty("state").GetString() is "running" or "packed", Patience);
        await Task.Delay(Look);
        var withdrawn = await _alice.SendForJsonAsync(HttpMethod.Post, $"{large}/withdraw");
        var packed = await CountPackedAsync();
        await CreateAsync(1, QuickRows);
        await UntilPackedAsync(packed + 1);
        var next = (await PackedExport.ReadAsync(cluster)).MaxBy(export => export.SubmittedAt)!;
        return next.SubmittedAt + next.Wait - withdrawn.GetProperty("decision").GetProperty("at").GetDateTimeOffset();
    }

    private async Task<int> MakeQuickAsync(CancellationToken cancellationToken)
    {
        var made = 0;
        using var timer = new PeriodicTimer(QuickPeriod);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await CreateAsync(made++, QuickRows);
            }
        }
        catch (OperationCanceledException)
        {
            // The others are packed.
        }

        return made;
    }

    private async Task<string> CreateAsync(int number, double rows) => await _alice.CreateTaskAsync(LoadCatalog.Space(number), catalog.SegmentOf(rows), LoadCatalog.Fields);

    private async Task UntilPackedAsync(long exports)
    {
        var started = Stopwatch.GetTimestamp();
        while (await CountPackedAsync() < exports)
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"{exports} exports were not packed within {Patience}.");
            }

            await Task.Delay(Look);
        }
    }

    // From the list, which costs next to nothing; the exports of a quick size are not waited for.
    private async Task<long> CountPackedAsync(bool andOthers = false) => (long)(await cluster.Database.ExecuteAsync(
        andOthers ? $"SELECT count(*) FROM download_task WHERE packaging <> 'packed' AND segment_id <> 'rows-{QuickRows}';" : "SELECT count(*) FROM download_task WHERE packaging = 'packed';"))!;
}

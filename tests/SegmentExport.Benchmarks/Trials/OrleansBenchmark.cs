using SegmentExport.Benchmarks.Reports;

namespace SegmentExport.Benchmarks.Trials;

/// <summary>Orleans' settings that the product has to choose: placement and grain directory by lifecycles on three silos, and the age at which idle grains go by what they hold and what bringing them back costs.</summary>
internal static class OrleansBenchmark
{
    private const string Idle = "idle";

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        bool Wants(string name) => options.Cases.Count == 0 || options.Cases.Contains(name);
        var lines = new List<string>();
        lines.AddRange(await CompareAsync(options, [.. SiloTrial.OfLifecycles.Where((trial, i) => i == 0 || Wants(trial.Name))]));
        if (Wants(Idle))
        {
            await using var cluster = await TrialCluster.StartAsync(SiloTrial.Idle);
            lines.AddRange(await new IdleTasks(cluster).MeasureAsync(options.Idle, cancellationToken));
        }

        lines.ForEach(Console.WriteLine);
        await ResultFile.SaveAsync(options, lines, cancellationToken);
        return 0;
    }

    /// <summary>Lifecycles under each, in turn, on clusters that stand side by side: what the machine does meanwhile, it does to all of them.</summary>
    private static async Task<IReadOnlyList<string>> CompareAsync(BenchmarkOptions options, IReadOnlyList<SiloTrial> trials)
    {
        if (trials.Count == 1)
        {
            return [];
        }

        var (clusters, runs, duration) = (new List<TrialCluster>(), new List<TrialRuns>(), TimeSpan.FromSeconds(options.Seconds));
        try
        {
            foreach (var trial in trials)
            {
                clusters.Add(await TrialCluster.StartAsync(trial));
                runs.Add(new(trial, clusters[^1]));
                await runs[^1].WarmUpAsync(options.Workers, duration);
            }

            for (var run = 0; run < options.Runs; run++)
            {
                // Each begins once, so that none is always the one after the same other.
                foreach (var next in runs.Skip(run % runs.Count).Concat(runs.Take(run % runs.Count)))
                {
                    await next.RunAsync(options.Workers, duration);
                }
            }

            return [.. runs.Select(next => next.Tell(runs[0].PerSecond))];
        }
        finally
        {
            foreach (var cluster in clusters)
            {
                await cluster.DisposeAsync();
            }
        }
    }
}

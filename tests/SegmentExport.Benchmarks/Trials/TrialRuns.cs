using SegmentExport.Benchmarks.Lifecycle;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.Trials;

/// <summary>Lifecycles on a cluster whose settings are tried, run by run.</summary>
internal sealed class TrialRuns(SiloTrial trial, TrialCluster cluster)
{
    private const string Created = "orleans_catalog_activation_created_total";
    private const string Sent = "orleans_messaging_sent_messages_size_bytes_count";

    private readonly LifecycleLoad _load = new(cluster.Processes);
    private readonly List<(double PerSecond, double P50, double P99)> _runs = [];
    private readonly double[] _created = new double[TrialCluster.SiloCount];
    private double _sent;
    private int _lives;

    /// <summary>Lifecycles a second: the median of the runs.</summary>
    public double PerSecond => Middle(run => run.PerSecond);

    /// <summary>Runs what is not measured.</summary>
    public Task WarmUpAsync(int workers, TimeSpan duration) => _load.RunAsync(workers, duration);

    /// <summary>Runs once.</summary>
    public async Task RunAsync(int workers, TimeSpan duration)
    {
        var (created, sent) = (await cluster.CountAsync(Created), await cluster.CountAsync(Sent));
        var (times, elapsed) = await _load.RunAsync(workers, duration);
        _runs.Add((times.Length / elapsed.TotalSeconds, times[times.Length / 2], times[(int)Math.Ceiling(0.99 * times.Length) - 1]));
        foreach (var (silo, count) in (await cluster.CountAsync(Created)).Index())
        {
            _created[silo] += count - created[silo];
        }

        _sent += (await cluster.CountAsync(Sent)).Sum() - sent.Sum();
        _lives += times.Length;
    }

    /// <summary>The medians, beside the product's.</summary>
    public string Tell(double product) =>
        Invariant($"case=lifecycle trial={trial.Name} per_s={PerSecond:0.0} of_product={PerSecond / product:0.00} p50_ms={Middle(run => run.P50):0} p99_ms={Middle(run => run.P99):0} ")
        + Invariant($"grains_by_silo={string.Join('/', _created.Select(count => Invariant($"{100 * count / _created.Sum():0}")))}% messages_sent={_sent / _lives:0.0}");

    private double Middle(Func<(double PerSecond, double P50, double P99), double> figure) => _runs.Select(figure).Order().ElementAt(_runs.Count / 2);
}

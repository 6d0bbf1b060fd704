using System.Diagnostics;
using SegmentExport.Benchmarks.Reminders;
using SegmentExport.Benchmarks.Soak;
using SegmentExport.TestKit.Processes;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.History;

/// <summary>A silo's first seconds.</summary>
/// <param name="Ready">From the start of the process until it says that it is ready.</param>
/// <param name="Activations">Grains that live in it at the end of the watch.</param>
/// <param name="HeapMiB">Its managed heap after a collection at the end of the watch.</param>
/// <param name="RssMiB">Its resident memory then.</param>
/// <param name="Statements">What it has asked of the database until then.</param>
/// <param name="Busy">The time in the server that this took.</param>
/// <param name="Count">The time in the server of one count of the tasks that have not ended, for the gauges.</param>
internal sealed record SiloStart(TimeSpan Ready, double Activations, double HeapMiB, double RssMiB, double Statements, TimeSpan Busy, TimeSpan Count)
{
    // The faults' silo is the product's; this one of its settings has it collect its heap every second.
    private static readonly (string, string?) CollectsHeap = ("Trial__CollectHeap", "true");

    /// <summary>Starts a silo, watches it for a while once it is ready, and stops it.</summary>
    public static async Task<SiloStart> WatchAsync(ClusterProcesses cluster, TimeSpan watch, CancellationToken cancellationToken)
    {
        var (before, metrics) = (await DatabaseLoad.ReadAsync(cluster.Database), FreePort.Find());
        var started = Stopwatch.GetTimestamp();
        using var silo = new SoakProcess(cluster.StartSiloOf(Programs.FaultySilo, (ServerProcess.MetricsPort, $"{metrics}"), CollectsHeap), metrics);
        await silo.Server.WaitUntilReadyAsync();
        var ready = Stopwatch.GetElapsedTime(started);
        await Task.Delay(watch, cancellationToken);
        var reading = await silo.ReadAsync();
        var after = await DatabaseLoad.ReadAsync(cluster.Database);
        await silo.Server.SignalAsync("TERM");
        await silo.Server.WaitForExitAsync(TimeSpan.FromMinutes(1));
        var counts = after.Counts - before.Counts;
        return new(
            ready, reading.Activations, reading.HeapMiB, reading.RssMiB, after.Statements - before.Statements, after.Busy - before.Busy, counts == 0 ? TimeSpan.Zero : (after.CountsBusy - before.CountsBusy) / counts);
    }

    /// <summary>The median of each figure.</summary>
    public static SiloStart Median(IReadOnlyCollection<SiloStart> starts)
    {
        T Middle<T>(Func<SiloStart, T> figure) => starts.Select(figure).Order().ElementAt(starts.Count / 2);
        return new(
            Middle(start => start.Ready), Middle(start => start.Activations), Middle(start => start.HeapMiB), Middle(start => start.RssMiB), Middle(start => start.Statements), Middle(start => start.Busy), Middle(start => start.Count));
    }

    /// <summary>As a part of a line.</summary>
    public override string ToString() =>
        Invariant($"ready_s={Ready.TotalSeconds:0.00} activations={Activations:0} heap_mib={HeapMiB:0.0} rss_mib={RssMiB:0} statements={Statements:0} busy_ms={Busy.TotalMilliseconds:0.0} count_ms={Count.TotalMilliseconds:0.0}");
}

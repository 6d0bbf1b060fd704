using static System.FormattableString;

namespace SegmentExport.Benchmarks.Soak;

/// <summary>Whether processes grow, by bounds that are stated with what was measured. Only where they were warm for long enough to tell.</summary>
internal static class SoakMemory
{
    private const double ShortestMinutes = 5;

    // A connection, a file or a thread of the pool more or less.
    private const int MoreHandles = 100;
    private const int MoreThreads = 30;

    /// <summary>What the gateway may gain in a minute, which is never killed and keeps nothing of a task.</summary>
    private const double GatewayMiBPerMinute = 1;

    /// <summary>What a silo may gain for each task that comes while it lives: grains rest in it for fifteen minutes (Orleans' age of collection) before they go.</summary>
    private const double SiloKiBPerTask = 100;

    /// <summary>The gateway's memory, handles and threads.</summary>
    public static IEnumerable<(string Line, bool IsHeld)> OfGateway(SoakWatch watch, string name)
    {
        var (first, last) = watch.EndsOf(name);
        yield return (Invariant($"case=handles process={name} first={first.Handles} settled={last.Handles} more_at_most={MoreHandles}"), last.Handles <= first.Handles + MoreHandles);
        yield return (Invariant($"case=threads process={name} first={first.Threads} settled={last.Threads} more_at_most={MoreThreads}"), last.Threads <= first.Threads + MoreThreads);
        if (SlopesOf(watch, name) is { } slopes)
        {
            yield return (Invariant($"case=growth process={name} minutes={slopes.Minutes:0.0} heap_mib_per_min={slopes.Heap:0.00} rss_mib_per_min={slopes.Rss:0.00} heap_at_most={GatewayMiBPerMinute}"), slopes.Heap <= GatewayMiBPerMinute);
        }
    }

    /// <summary>A silo's memory between its start and its end.</summary>
    /// <param name="watch">The readings.</param>
    /// <param name="name">The silo.</param>
    /// <param name="tasksPerMinute">Tasks a minute that come to each silo.</param>
    public static IEnumerable<(string Line, bool IsHeld)> OfSilo(SoakWatch watch, string name, double tasksPerMinute)
    {
        if (SlopesOf(watch, name) is { } slopes)
        {
            var most = tasksPerMinute * SiloKiBPerTask / 1024;
            yield return (Invariant($"case=growth process={name} minutes={slopes.Minutes:0.0} heap_mib_per_min={slopes.Heap:0.00} rss_mib_per_min={slopes.Rss:0.00} heap_at_most={most:0.00}"), slopes.Heap <= most);
        }
    }

    private static (double Minutes, double Heap, double Rss)? SlopesOf(SoakWatch watch, string name)
    {
        var warm = watch.WarmOf(name);
        return warm.Count > 1 && warm[^1].Minute - warm[0].Minute is var minutes and >= ShortestMinutes
            ? (minutes, Slope.PerMinute([.. warm.Select(reading => (reading.Minute, reading.Reading.HeapMiB))]), Slope.PerMinute([.. warm.Select(reading => (reading.Minute, reading.Reading.RssMiB))]))
            : null;
    }
}

using System.Diagnostics;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.Soak;

/// <summary>Reads the processes several times a minute, and tells once a minute what they need and what is stored.</summary>
internal sealed class SoakWatch(SoakCluster cluster, SoakLedger ledger, Action<string> tell)
{
    private const int ReadingsAMinute = 4;

    // What has just started compiles, and fills its pools and caches.
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1) / ReadingsAMinute;

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly List<(double Minute, ProcessReading Reading)> _readings = [];

    /// <summary>All readings of one process that were taken when it was warm.</summary>
    public IReadOnlyList<(double Minute, ProcessReading Reading)> WarmOf(string name) => [.. _readings.Where(reading => reading.Reading.Name == name && reading.Reading.Age > WarmUp)];

    /// <summary>The first reading of a process, and the last one.</summary>
    public (ProcessReading First, ProcessReading Last) EndsOf(string name) => (_readings.First(reading => reading.Reading.Name == name).Reading, _readings.Last(reading => reading.Reading.Name == name).Reading);

    /// <summary>Goes on until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period);
        try
        {
            for (var turn = 1; await timer.WaitForNextTickAsync(cancellationToken); turn++)
            {
                await ReadAsync();
                if (turn % ReadingsAMinute == 0)
                {
                    await TellAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The load has ended.
        }
    }

    /// <summary>Reads the processes.</summary>
    public async Task ReadAsync()
    {
        foreach (var process in cluster.Alive.ToList())
        {
            try
            {
                _readings.Add((Stopwatch.GetElapsedTime(_started).TotalMinutes, await process.ReadAsync()));
            }
            catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
            {
                // It is being killed, or has not started yet.
            }
        }
    }

    /// <summary>Tells where it all stands.</summary>
    public async Task TellAsync()
    {
        var minute = Invariant($"minute={Stopwatch.GetElapsedTime(_started).TotalMinutes:0.0}");
        foreach (var process in _readings.GroupBy(reading => reading.Reading.Name).Where(process => cluster.Alive.Any(alive => alive.Server.Name == process.Key)))
        {
            tell($"case=process {minute} {process.Last().Reading}");
        }

        var (open, parts) = (await StoredCounts.OpenAsync(cluster.Processes), StoredCounts.Parts(cluster.Processes));
        tell($"case=rows {minute} {await StoredCounts.TablesAsync(cluster.Processes)}");
        tell(Invariant($"case=open {minute} {string.Join(' ', open.Select(count => $"{count.Key}={count.Value}"))} tasks_with_parts={parts.Count} parts_mb={parts.Values.Sum() / 1e6:0}"));
        tell(Invariant($"case=lives {minute} tasks={ledger.Fates.Count} downloads={ledger.Downloads} stated_digests={ledger.Stated} different_files={ledger.DifferentFiles} expired_first={ledger.Late} killed={cluster.Killed} faults={ledger.Faults.Count}"));
    }
}

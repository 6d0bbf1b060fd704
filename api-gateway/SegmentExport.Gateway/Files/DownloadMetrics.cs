using System.Diagnostics;
using System.Diagnostics.Metrics;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Gateway.Files;

/// <summary>What this gateway sends of files, as metrics.</summary>
internal static class DownloadMetrics
{
    private static readonly Meter Meter = new(SegmentExportTelemetry.Name);
    private static readonly Counter<long> Size = Meter.CreateCounter<long>("segment_export.download.size", "By", "Bytes of files sent whole, by container.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "segment_export.download.duration", "s", "Time to send a file or its ranges, by container and outcome: sent, aborted by the client, failed.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600] });

    /// <summary>Measures one answer.</summary>
    /// <param name="container">What is sent.</param>
    /// <param name="length">How many bytes.</param>
    /// <param name="send">Sends them.</param>
    /// <param name="aborted">The client's end of it.</param>
    public static async Task MeasureAsync(string container, long length, Func<Task> send, CancellationToken aborted)
    {
        var (started, outcome) = (Stopwatch.GetTimestamp(), "failed");
        var tag = new KeyValuePair<string, object?>("segment_export.container", container);
        try
        {
            await send();
            outcome = "sent";
            Size.Add(length, tag);
        }
        catch (Exception) when (aborted.IsCancellationRequested)
        {
            outcome = "aborted";
            throw;
        }
        finally
        {
            Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tag, new("segment_export.outcome", outcome));
        }
    }
}

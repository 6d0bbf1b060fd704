using System.Diagnostics.Metrics;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.Grains.Telemetry;

/// <summary>The lives of tasks as metrics: what status they enter, and how long they were in the one before.</summary>
internal static class TaskMetrics
{
    private static readonly Meter Meter = new(SegmentExportTelemetry.Name);
    private static readonly Counter<long> Entered = Meter.CreateCounter<long>("segment_export.tasks.entered", "{task}", "Tasks that entered a status, by status.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "segment_export.tasks.duration", "s", "Time that tasks were in a status that they left, by status.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600, 4 * 3600, 12 * 3600, 24 * 3600, 72 * 3600] });

    /// <summary>Counts a change of status, where a change of the record is one.</summary>
    /// <param name="before">The record before; null where there was none.</param>
    /// <param name="after">The record now.</param>
    /// <param name="now">The time of the change.</param>
    public static void Changed(DownloadTaskState? before, DownloadTaskState after, DateTimeOffset now)
    {
        // What the record says, not the clock: an expired task has left "completed" when its end is recorded.
        var (from, to) = (before?.StatusAt(DateTimeOffset.MinValue), after.StatusAt(DateTimeOffset.MinValue));
        if (from == to)
        {
            return;
        }

        Entered.Add(1, StatusTag.Of(to));
        if (before is not null && EnteredAt(before, from!.Value) is { } entered)
        {
            Duration.Record(Math.Max(0, (now - entered).TotalSeconds), StatusTag.Of(from.Value));
        }
    }

    private static DateTimeOffset? EnteredAt(DownloadTaskState state, DownloadTaskStatus status) => status switch
    {
        DownloadTaskStatus.InApproval => state.Submission.At,
        DownloadTaskStatus.Preparing => state.Decision.At,
        DownloadTaskStatus.Completed => state.Packaging.EndedAt > state.Decision.At ? state.Packaging.EndedAt : state.Decision.At,
        _ => null,
    };
}

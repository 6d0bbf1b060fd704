using SegmentExport.Packaging;

namespace SegmentExport.Grains.Telemetry;

/// <summary>
/// The stages of packing as spans. They take turns, thousands in a shard, so none has a beginning and an end of its own: each span is as long as all turns of its stage, and they stand one behind the
/// other from where packing began to where it ended. <c>segment_export.turns</c> says that of them.
/// </summary>
internal static class StageSpans
{
    private const string TakesTurns = "segment_export.turns";

    /// <summary>Tells how long each stage took.</summary>
    /// <param name="started">When packing began, by the clock that spans have.</param>
    /// <param name="times">How long each stage took.</param>
    public static void Tell(DateTimeOffset started, StageTimes times)
    {
        var at = Tell("segment_export.read", started, times.Reading);
        at = Tell("segment_export.encode", at, times.Encoding);
        at = Tell("segment_export.compress", at, times.Compressing);
        Tell("segment_export.store", at, times.Storing);
    }

    private static DateTimeOffset Tell(string name, DateTimeOffset start, TimeSpan duration)
    {
        using var span = SegmentExportTelemetry.Start(name, startTime: start);
        span?.SetTag(TakesTurns, true).SetEndTime((start + duration).UtcDateTime);
        return start + duration;
    }
}

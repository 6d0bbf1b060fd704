using System.Diagnostics.Metrics;
using SegmentExport.Grains.Telemetry;
using SegmentExport.Sources.Files;

namespace SegmentExport.Hosting.Telemetry;

/// <summary>The states that sources' files were taken over in, as metrics.</summary>
internal static class SnapshotMetrics
{
    private static readonly Meter Meter = new(SegmentExportTelemetry.Name);
    private static readonly Counter<long> Removed = Meter.CreateCounter<long>("segment_export.source.snapshots.removed", "{snapshot}", "States of sources' files that nobody needed any more and that were removed.");

    private static long _bytes;

    static SnapshotMetrics() => Meter.CreateObservableGauge(
        "segment_export.source.snapshots.size", () => Volatile.Read(ref _bytes), "By", "What the states of sources' files have on this silo's disk, as of the last look.");

    /// <summary>Tells that none was removed yet: a rise is seen from 0, and none to a first value.</summary>
    public static void Begin() => Removed.Add(0);

    public static void Swept(SnapshotSweep swept)
    {
        Removed.Add(swept.Removed);
        Volatile.Write(ref _bytes, swept.KeptBytes);
    }
}

using System.Diagnostics.Metrics;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Hosting.Telemetry;

/// <summary>What became of changed catalogs, as metrics.</summary>
internal static class CatalogMetrics
{
    private const string Outcome = "segment_export.outcome";

    private static readonly Meter Meter = new(SegmentExportTelemetry.Name);
    private static readonly Counter<long> Changes = Meter.CreateCounter<long>("segment_export.catalog.changes", "{change}", "Changes of the catalog that a silo saw, by outcome: taken, refused.");

    /// <summary>Tells that none was refused yet: an alert sees a rise from 0, and none to a first value.</summary>
    public static void Begin() => Changes.Add(0, new KeyValuePair<string, object?>(Outcome, "refused"));

    public static void Taken() => Changes.Add(1, new KeyValuePair<string, object?>(Outcome, "taken"));

    public static void Refused() => Changes.Add(1, new KeyValuePair<string, object?>(Outcome, "refused"));
}

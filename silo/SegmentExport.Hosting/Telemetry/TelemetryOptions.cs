using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Hosting.Telemetry;

/// <summary>What a process tells of itself beside what it sends by OTLP.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Telemetry";

    /// <summary>The port, among those that the process listens on, at which Prometheus finds its metrics (<c>/metrics</c>); at every other port there is nothing there. 0: nowhere. 0 to 65,535.</summary>
    [Range(0, 65_535)]
    public int MetricsPort { get; set; }
}

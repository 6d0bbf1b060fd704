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

    /// <summary>
    /// Whether Orleans' own spans are recorded too: of every grain call on both sides, of activations and of the storage of states. They are some forty of the sixty spans of a small export, where all
    /// telemetry together takes a tenth of the processor time; the product's own spans are one tree without them. False by default.
    /// </summary>
    public bool OrleansSpans { get; set; }

    /// <summary>
    /// Of the requests that only look (GET and HEAD, but for files, manifests and samples): the share whose trace is recorded though nothing was wrong with it. Of the others the request's span is recorded
    /// where it was answered with an error or a denial, or took a second and more, which says nothing of a stream of events; and all of it where the caller's own trace is recorded. 0 to 1; 0.01 by default.
    /// </summary>
    [Range(0, 1.0)]
    public double ReadRatio { get; set; } = 0.01;
}

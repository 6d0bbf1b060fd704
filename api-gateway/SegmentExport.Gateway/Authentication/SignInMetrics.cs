using System.Diagnostics.Metrics;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Gateway.Authentication;

/// <summary>The metrics of sign-in.</summary>
internal static class SignInMetrics
{
    /// <summary>How often the issuer's keys could not be read at all.</summary>
    public const string IssuerFailures = "segment_export.issuer.failures";

    private static readonly Meter Meter = new(SegmentExportTelemetry.Name);
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>(IssuerFailures, "{failure}", "Attempts to read the issuer's keys that failed while none were known.");

    public static void IssuerUnavailable() => Failures.Add(1);
}

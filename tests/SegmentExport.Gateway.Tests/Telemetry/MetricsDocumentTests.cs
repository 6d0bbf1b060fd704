using System.Diagnostics.Metrics;
using SegmentExport.TestKit.Documents;

namespace SegmentExport.Gateway.Tests.Telemetry;

public sealed class MetricsDocumentTests
{
    [Fact]
    public Task Document_OfTheMetrics_IsWhatTheCodeHas() => new WrittenTable("metrics.md", "metrics").CheckAsync(
        ["metric", "in Prometheus", "kind", "unit", "what"],
        ProductInstruments.All.Select(instrument => new[] { $"`{instrument.Name}`", $"`{ProductInstruments.PrometheusName(instrument)}`", Kind(instrument), $"`{instrument.Unit}`", instrument.Description! }));

    private static string Kind(Instrument instrument) => instrument switch
    {
        Counter<long> => "counter",
        { IsObservable: true } => "gauge",
        _ => "histogram",
    };
}

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SegmentExport.Hosting.Telemetry;

/// <summary>A process's metrics in Prometheus' text format.</summary>
public static class MetricsEndpoint
{
    private const string Path = "/metrics";

    /// <summary>Answers at <see cref="TelemetryOptions.MetricsPort"/>, to anyone who reaches that port, and at no other.</summary>
    /// <param name="app">The process.</param>
    public static IApplicationBuilder UseMetricsEndpoint(this IApplicationBuilder app)
    {
        var port = app.ApplicationServices.GetRequiredService<IOptions<TelemetryOptions>>().Value.MetricsPort;

        // The port that the connection came in at, not the one that the client says in its Host header.
        return port == 0 ? app : app.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Connection.LocalPort == port && context.Request.Path == Path);
    }
}

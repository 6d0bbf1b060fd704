using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Hosting.Telemetry;

/// <summary>Traces and metrics of a process.</summary>
public static class TelemetryServices
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] OrleansSources =
        ["Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Lifecycle", "Microsoft.Orleans.Storage"];

    private static readonly string[] OtherMeters = ["Microsoft.Orleans", "Npgsql", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    /// <summary>
    /// Collects the product's traces, its, Orleans' and the runtime's metrics, and the logs; exports them by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set. Once a process; more sources are
    /// added through <c>services.AddOpenTelemetry()</c>.
    /// </summary>
    /// <param name="builder">The process.</param>
    /// <param name="serviceName">The name it is known by; <c>OTEL_SERVICE_NAME</c> goes first.</param>
    public static OpenTelemetryBuilder AddSegmentExportTelemetry(this IHostApplicationBuilder builder, string serviceName)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.Clear().AddService(serviceName).AddTelemetrySdk().AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing.AddSource(SegmentExportTelemetry.Name))
            .WithMetrics(metrics => metrics.AddMeter(SegmentExportTelemetry.Name).AddMeter(OtherMeters).AddRuntimeInstrumentation());
        builder.Services.AddValidatedOptions<TelemetryOptions>(TelemetryOptions.SectionName);
        if (builder.Configuration.TellsOrleansSpans())
        {
            telemetry.WithTracing(tracing => tracing.AddSource(OrleansSources));
        }

        if (builder.Configuration.GetSection(TelemetryOptions.SectionName).GetValue<int>(nameof(TelemetryOptions.MetricsPort)) != 0)
        {
            telemetry.WithMetrics(metrics => metrics.AddPrometheusExporter());
        }

        if (string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]))
        {
            // Nobody would read the spans: trace ids still travel and stand in answers and the audit, but nothing is recorded.
            telemetry.WithTracing(tracing => tracing.SetSampler(new AlwaysOffSampler()));
        }
        else
        {
            telemetry.WithTracing(tracing => tracing.SetSampler(new RequestSampler()))
                .WithLogging(logging => logging.AddProcessor<LogTrace>(), options => options.IncludeFormattedMessage = true).UseOtlpExporter();
        }

        return telemetry;
    }

    /// <summary>Whether <see cref="TelemetryOptions.OrleansSpans"/> is set.</summary>
    internal static bool TellsOrleansSpans(this IConfiguration configuration) => configuration.GetSection(TelemetryOptions.SectionName).GetValue<bool>(nameof(TelemetryOptions.OrleansSpans));
}

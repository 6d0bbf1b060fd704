using SegmentExport.Hosting.Clustering;
using SegmentExport.Hosting.Health;
using SegmentExport.Hosting.Startup;
using SegmentExport.Hosting.Telemetry;

namespace SegmentExport.Silo;

/// <summary>A silo of a cluster as a process, with its health over HTTP.</summary>
public static class SiloApplication
{
    private const string DefaultUrl = "http://127.0.0.1:5081";

    /// <summary>Runs until it is told to end.</summary>
    /// <param name="args">Settings from the command line.</param>
    /// <param name="configure">Further services, for tests; they go last.</param>
    /// <returns>The exit code: 0, or 1 where it could not start; why is on standard error.</returns>
    public static async Task<int> RunAsync(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        try
        {
            await using var app = Create(args, configure);
            await app.RunAsync();
            return 0;
        }
        catch (Exception fault) when (StartFaults.Explain(fault) is { } reason)
        {
            await Console.Error.WriteLineAsync(reason);
            return 1;
        }
    }

    private static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (string.IsNullOrEmpty(builder.Configuration["urls"]) && string.IsNullOrEmpty(builder.Configuration["http_ports"]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.AddSegmentExportClusterSilo();
        configure?.Invoke(builder);
        var app = builder.Build();
        app.UseMetricsEndpoint();
        app.MapHealth();
        return app;
    }
}

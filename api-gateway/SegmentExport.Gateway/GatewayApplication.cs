using SegmentExport.Gateway.Audit;
using SegmentExport.Gateway.Authentication;
using SegmentExport.Gateway.DownloadTasks;
using SegmentExport.Gateway.Events;
using SegmentExport.Gateway.Files;
using SegmentExport.Gateway.Http;
using SegmentExport.Gateway.Limits;
using SegmentExport.Gateway.OpenApi;
using SegmentExport.Gateway.Operations;
using SegmentExport.Gateway.Spaces;
using SegmentExport.Gateway.Users;
using SegmentExport.Gateway.WebConsole;
using SegmentExport.Gateway.Webhooks;
using SegmentExport.Hosting;
using SegmentExport.Hosting.Clustering;
using SegmentExport.Hosting.Health;
using SegmentExport.Hosting.Startup;
using SegmentExport.Hosting.Telemetry;

namespace SegmentExport.Gateway;

/// <summary>The gateway: HTTP in front of the grains. Embedded it brings its own silo; where the settings name a cluster, it is a client of that one.</summary>
public static partial class GatewayApplication
{
    /// <summary>Runs until it is told to end.</summary>
    /// <param name="args">Settings from the command line; or <c>openapi FILE</c>, to write the API document.</param>
    /// <returns>The exit code: 0, or 1 where it could not start; why is on standard error.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            if (args is [DocumentCommand.Name, var path])
            {
                await using var unstarted = Create([]);
                await DocumentCommand.WriteAsync(unstarted, path);
                return 0;
            }

            await using var app = Create(args);
            await app.RunAsync();
            return 0;
        }
        catch (Exception fault) when (StartFaults.Explain(fault) is { } reason)
        {
            await Console.Error.WriteLineAsync(reason);
            return 1;
        }
    }

    /// <summary>Makes the application; the caller runs and disposes it.</summary>
    /// <param name="args">Settings from the command line.</param>
    /// <param name="configure">Further services, for tests; they go last.</param>
    /// <exception cref="StartupException">The settings would have it listen on more than the loopback interface, or are not enough for a cluster.</exception>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // The program's own files lie beside it, wherever it is started from; the data folder is relative to where it is started.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var isCluster = builder.Configuration.IsCluster();
        if (isCluster)
        {
            builder.AddTokenSignIn();
            builder.AddSegmentExportClusterClient();
        }
        else
        {
            builder.ListenOnLoopbackOnly();
            builder.AddSegmentExportSilo();
            builder.AddDevelopmentSignIn();
        }

        ReadTraces.AddTo(builder);
        builder.AddApiHttp();
        builder.AddApiDocument();
        builder.AddConsoleSettings();
        builder.AddConsoleFiles();
        OperatorPolicy.AddTo(builder.Services);
        builder.Services.AddSingleton<EventStreams>();
        builder.Services.AddSingleton<OverviewReader>();
        builder.Services.AddSingleton<RequestLimiter>();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseMetricsEndpoint();
        app.UseApiHttp();
        if (isCluster)
        {
            app.UseRequiredTls();
        }
        else
        {
            app.UseLoopbackHosts();
        }

        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRequestLimits();
        app.MapHealth();
        app.MapOpenApi("/openapi/v1.json").AllowAnonymous();
        app.MapApiPage();
        if (!isCluster)
        {
            app.MapDevelopmentSignIn();
        }

        app.MapConsoleSettings();
        var api = app.MapGroup("/api/v1").RequireAuthorization().AddEndpointFilter(Problem.TellWhenAsync);
        api.MapSpaces();
        api.MapUserList();
        api.MapDownloadTasks();
        api.MapShards();
        api.MapDownloads();
        api.MapEvents();
        api.MapFiles();
        api.MapLinks();
        api.MapProtectedZip();
        api.MapAudit();
        api.MapWebhooks();
        api.MapOperations();
        app.MapDashboard("/ops/dashboard", OperatorPolicy.Name);
        app.MapConsoleFiles();
        app.Lifetime.ApplicationStarted.Register(() => LogReady(app.Logger, string.Join(", ", app.Urls)));
        return app;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SegmentExport.Hosting.Health;

namespace SegmentExport.Hosting.Stopping;

/// <summary>Readiness goes first, then the work, then the process.</summary>
internal static class OrderlyStop
{
    // What Orleans and the web server take to close down once nothing runs any more.
    private static readonly TimeSpan Closing = TimeSpan.FromSeconds(15);

    public static void AddOrderlyStop(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<StoppingOptions>(StoppingOptions.SectionName);
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<StoppingOptions>>(
            (host, stopping) => host.ShutdownTimeout = stopping.Value.Notice + stopping.Value.Drain + Closing);

        // The first of the hosted services, so that nobody stops before it.
        builder.Services.AddSingleton<StopNotice>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StopNotice>());
        builder.Services.AddHealthChecks().AddCheck<StopNotice>("running", tags: [HealthTags.Ready]);
    }
}

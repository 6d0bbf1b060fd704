using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SegmentExport.Hosting.Health;

namespace SegmentExport.Hosting.Stopping;

/// <summary>Readiness goes first, then the work, then the process.</summary>
internal static class OrderlyStop
{
    // What Orleans and the web server take to close down once nothing runs any more, and what is left to those who then are told to leave at once.
    private static readonly TimeSpan Closing = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Leaving = TimeSpan.FromSeconds(3);

    /// <summary>After how long a process has ended, in order or not.</summary>
    public static TimeSpan LimitOf(StoppingOptions options) => options.Notice + options.Drain + Closing + Leaving;

    public static void AddOrderlyStop(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<StoppingOptions>(StoppingOptions.SectionName);
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<StoppingOptions>>(
            (host, stopping) => host.ShutdownTimeout = LimitOf(stopping.Value) - Leaving);

        builder.Services.AddHostedService<StopLimit>();

        // The first of the hosted services that do something then, so that nobody stops before it.
        builder.Services.AddSingleton<StopNotice>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StopNotice>());
        builder.Services.AddHealthChecks().AddCheck<StopNotice>("running", tags: [HealthTags.Ready]);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SegmentExport.Hosting.Webhooks;

/// <summary>Registers webhooks.</summary>
internal static class WebhookServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddValidatedOptions<WebhookOptions>(WebhookOptions.SectionName);
        services.AddSingleton<WebhookOutbox>();
        services.AddSingleton(provider => new WebhookSender(
            new HttpClient(WebhookConnections.Handler(provider.GetRequiredService<IOptions<WebhookOptions>>().Value.AllowPrivateAddresses)) { Timeout = Timeout.InfiniteTimeSpan },
            provider.GetRequiredService<TimeProvider>()));
        return services.AddHostedService<WebhookDispatcher>();
    }
}

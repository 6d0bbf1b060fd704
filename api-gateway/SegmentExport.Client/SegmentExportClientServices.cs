using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using SegmentExport.Client.Http;

namespace SegmentExport.Client;

/// <summary>Registers the client.</summary>
public static class SegmentExportClientServices
{
    /// <summary>Adds a <see cref="SegmentExportClient"/> by <see cref="IHttpClientFactory"/>: it is transient, and its connections are the factory's.</summary>
    /// <param name="services">Where.</param>
    /// <param name="configure">Sets the address and the token; null: they are configured elsewhere.</param>
    /// <returns>The HTTP client, for further handlers.</returns>
    public static IHttpClientBuilder AddSegmentExportClient(this IServiceCollection services, Action<SegmentExportClientOptions>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SegmentExportClientOptions>()
            .Configure(options => configure?.Invoke(options))
            .Validate(options => options.BaseAddress is { IsAbsoluteUri: true, Scheme: "http" or "https" }, "BaseAddress has to be the absolute http or https address of the API.")
            .Validate(options => options.Retries is >= 0 and <= 100, "Retries has to be 0 to 100.")
            .Validate(options => options.AnswerTimeout > TimeSpan.Zero && options.PollInterval > TimeSpan.Zero && options.FirstWait >= TimeSpan.Zero && options.LongestWait >= TimeSpan.Zero, "Times have to be positive.");
        var client = services.AddHttpClient(nameof(SegmentExportClient), (provider, http) =>
        {
            http.BaseAddress = AsFolder(OptionsOf(provider).BaseAddress!);
            http.Timeout = Timeout.InfiniteTimeSpan;
        });
        client.AddResilienceHandler("segment-export", (pipeline, context) => Configure(pipeline, OptionsOf(context.ServiceProvider), context.ServiceProvider.GetRequiredService<TimeProvider>()));
        client.AddHttpMessageHandler(() => new WholeAnswerHandler());
        client.AddHttpMessageHandler(provider => new TokenHandler(OptionsOf(provider).Token));
        return client.AddTypedClient((http, provider) => new SegmentExportClient(http, OptionsOf(provider), provider.GetRequiredService<TimeProvider>()));
    }

    private static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, SegmentExportClientOptions options, TimeProvider time)
    {
        pipeline.TimeProvider = time;
        if (options.Retries > 0)
        {
            pipeline.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.FirstWait,
                MaxDelay = options.LongestWait,
                ShouldHandle = arguments => ValueTask.FromResult(RetryRules.IsWorthIt(arguments.Outcome, arguments.Context.GetRequestMessage(), options, time)),
                DelayGenerator = arguments => RetryRules.DelayAsync(arguments, time),
            });
        }

        pipeline.AddTimeout(options.AnswerTimeout);
    }

    private static SegmentExportClientOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<SegmentExportClientOptions>>().Value;

    private static Uri AsFolder(Uri address) => address.AbsoluteUri.EndsWith('/') ? address : new(address.AbsoluteUri + "/");
}

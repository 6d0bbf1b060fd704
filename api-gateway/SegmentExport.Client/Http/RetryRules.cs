using System.Net;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace SegmentExport.Client.Http;

/// <summary>Which calls are sent again, and when.</summary>
internal static class RetryRules
{
    /// <summary>Whether a call is sent again: it may be, something passing was in the way, and the answer does not say to come much later.</summary>
    public static bool IsWorthIt(Outcome<HttpResponseMessage> outcome, HttpRequestMessage? request, SegmentExportClientOptions options, TimeProvider time) =>
        Repeat.IsAllowedFor(request) && outcome switch
        {
            { Exception: HttpRequestException or TimeoutRejectedException } => true,
            { Result: { } answer } => IsPassing(answer.StatusCode) && WaitOf(answer, time) is var wait && (wait is null || wait <= options.LongestWait),
            _ => false,
        };

    /// <summary>How long to wait: as the answer says; null: as the pipeline reckons.</summary>
    public static TimeSpan? WaitOf(HttpResponseMessage? answer, TimeProvider time) => answer?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is { Ticks: > 0 } left ? left : TimeSpan.Zero,
        _ => null,
    };

    /// <summary>The wait of a retry.</summary>
    public static ValueTask<TimeSpan?> DelayAsync(RetryDelayGeneratorArguments<HttpResponseMessage> arguments, TimeProvider time) =>
        ValueTask.FromResult(WaitOf(arguments.Outcome.Result, time));

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
}

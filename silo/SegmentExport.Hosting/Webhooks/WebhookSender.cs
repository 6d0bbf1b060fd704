using System.Globalization;
using System.Net;

namespace SegmentExport.Hosting.Webhooks;

/// <summary>Sends one message.</summary>
internal sealed class WebhookSender(HttpClient http, TimeProvider time)
{
    /// <summary>Tries once.</summary>
    public async Task<WebhookResult> SendAsync(WebhookDelivery delivery, WebhookEndpointOptions endpoint, TimeSpan timeout, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var request = RequestOf(delivery, endpoint);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var status = (int)answer.StatusCode;
            return answer.IsSuccessStatusCode ? WebhookResult.Delivered
                : status is >= 300 and < 400 ? WebhookResult.Failed($"answered {status}; redirects are not followed")
                : WebhookResult.Failed($"answered {status}", RetryAfter(answer), answer.StatusCode == HttpStatusCode.Gone);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return WebhookResult.Failed($"did not answer within {timeout.TotalSeconds:0} s");
        }
        catch (HttpRequestException fault)
        {
            return WebhookResult.Failed(fault.InnerException is PrivateAddressException ? "is at a private address" : $"was not reached ({fault.HttpRequestError})");
        }
    }

    // Seconds or a date (RFC 9110, section 10.2.3).
    private TimeSpan? RetryAfter(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    private HttpRequestMessage RequestOf(WebhookDelivery delivery, WebhookEndpointOptions endpoint)
    {
        var body = delivery.Body();
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        var secrets = endpoint.Secrets.Select(secret => WebhookSecret.TryParse(secret, out var key) ? key : throw new InvalidOperationException("A secret that was checked is none."));
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("webhook-id", delivery.MessageId);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(delivery.MessageId, timestamp, body, secrets));
        return request;
    }
}

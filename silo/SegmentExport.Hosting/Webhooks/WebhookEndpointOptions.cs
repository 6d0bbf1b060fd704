namespace SegmentExport.Hosting.Webhooks;

/// <summary>One endpoint.</summary>
public sealed class WebhookEndpointOptions
{
    /// <summary>The space whose tasks it is told of.</summary>
    public string Space { get; set; } = "";

    /// <summary>Where: an https URL.</summary>
    public Uri? Url { get; set; }

    /// <summary>Of which events, of <see cref="WebhookEvents"/>; empty: of all.</summary>
    public List<string> Events { get; } = [];

    /// <summary>The secrets that messages are signed with, each as <c>whsec_…</c>: one, or two while it is replaced.</summary>
    public List<string> Secrets { get; } = [];

    /// <summary>What is wrong with it. Never shows a secret.</summary>
    internal IEnumerable<string> ErrorsOf(string id, bool allowsPrivate)
    {
        if (Space.Length == 0)
        {
            yield return $"The webhook '{id}' names no space.";
        }

        if (Url is not { IsAbsoluteUri: true } || !(Url.Scheme == Uri.UriSchemeHttps || (allowsPrivate && Url.Scheme == Uri.UriSchemeHttp)) || Url.UserInfo.Length > 0)
        {
            yield return $"The URL of the webhook '{id}' is not an absolute https one without a user; http is for private addresses (SegmentExport:Webhooks:AllowPrivateAddresses).";
        }

        if (Events.Except(WebhookEvents.All, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            yield return $"The webhook '{id}' names an event '{unknown}'. There are: {string.Join(", ", WebhookEvents.All)}.";
        }

        if (Secrets.Count is not (1 or 2) || Secrets.Exists(secret => !WebhookSecret.TryParse(secret, out _)))
        {
            yield return $"The webhook '{id}' has not one secret, or two, of 24 to 64 bytes as base64 with 'whsec_' in front. Make one with: echo whsec_$(openssl rand -base64 32)";
        }
    }
}

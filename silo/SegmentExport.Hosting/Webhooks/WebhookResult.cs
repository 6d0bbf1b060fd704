namespace SegmentExport.Hosting.Webhooks;

/// <summary>What came of a try.</summary>
/// <param name="IsDelivered">Whether the endpoint took it.</param>
/// <param name="Error">Why not: a status or a word of ours, never what the endpoint wrote; null: it took it.</param>
/// <param name="RetryAfter">In how long it wants to be asked again; null: it does not say.</param>
/// <param name="IsFinal">Whether it never wants to be asked about this (410).</param>
internal sealed record WebhookResult(bool IsDelivered, string? Error, TimeSpan? RetryAfter, bool IsFinal)
{
    /// <summary>It took it.</summary>
    public static WebhookResult Delivered { get; } = new(true, null, null, false);

    /// <summary>It did not.</summary>
    public static WebhookResult Failed(string error, TimeSpan? retryAfter = null, bool isFinal = false) => new(false, error, retryAfter, isFinal);
}

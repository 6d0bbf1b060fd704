namespace SegmentExport.Hosting.Webhooks;

/// <summary>When a delivery that failed is tried again.</summary>
internal static class WebhookSchedule
{
    private const double Factor = 6;
    private const double Jitter = 0.2;

    /// <summary>The wait.</summary>
    /// <param name="attempt">The try that failed, from 1.</param>
    /// <param name="asked">What the receiver asked for; null: nothing.</param>
    /// <param name="options">The first wait and the longest.</param>
    /// <param name="chance">0 to 1: what it is shortened or lengthened by, so that not all come at once.</param>
    public static TimeSpan After(int attempt, TimeSpan? asked, WebhookOptions options, double chance)
    {
        var wait = Math.Min(options.MaxDelay.TotalSeconds, options.FirstDelay.TotalSeconds * Math.Pow(Factor, attempt - 1)) * (1 - (Jitter / 2) + (Jitter * chance));
        return TimeSpan.FromSeconds(Math.Max(wait, Math.Min(asked?.TotalSeconds ?? 0, options.MaxDelay.TotalSeconds)));
    }
}

using SegmentExport.Client.Contracts;

namespace SegmentExport.WebConsole.Webhooks;

/// <summary>A page of deliveries as it was read.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Items">The deliveries, newest first.</param>
/// <param name="NextCursor">Where the next page begins; null: it is the last.</param>
internal sealed record DeliveryPage(DeliveryPlace Place, IReadOnlyList<WebhookDelivery> Items, string? NextCursor)
{
    /// <summary>Whether any of it is still tried, and so changes by itself.</summary>
    public bool IsPending => Items.Any(item => item.Status == "pending");
}

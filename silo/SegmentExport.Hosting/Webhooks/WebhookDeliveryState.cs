namespace SegmentExport.Hosting.Webhooks;

/// <summary>A delivery and how far it is.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="State"><c>pending</c>, <c>delivered</c> or <c>dead</c>.</param>
/// <param name="Error">Why the last try failed; null: it did not, or the next one goes on.</param>
internal sealed record WebhookDeliveryState(WebhookDelivery Delivery, string State, string? Error);

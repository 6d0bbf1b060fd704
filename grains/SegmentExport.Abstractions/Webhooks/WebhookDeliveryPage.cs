using System.Collections.Immutable;

namespace SegmentExport.Abstractions.Webhooks;

/// <summary>A page of deliveries.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.WebhookDeliveryPage")]
public sealed record WebhookDeliveryPage
{
    /// <summary>The deliveries, newest first.</summary>
    [Id(0)]
    public required ImmutableArray<WebhookDeliveryView> Items { get; init; }

    /// <summary>Where the next page begins; null after the last.</summary>
    [Id(1)]
    public string? NextCursor { get; init; }
}

using System.Collections.Immutable;

namespace SegmentExport.Abstractions.Webhooks;

/// <summary>The endpoints that are told of a space.</summary>
/// <param name="Items">By id.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.WebhookEndpointList")]
public sealed record WebhookEndpointList([property: Id(0)] ImmutableArray<WebhookEndpointView> Items);

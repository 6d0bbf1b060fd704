using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Webhooks;

/// <summary>What webhooks' endpoints were told of a space, and were not; for who approves downloads there, and for operators. Refusals and changes are in the space's audit. Key 0: it keeps nothing.</summary>
[Alias("SegmentExport.IWebhookGrain")]
public interface IWebhookGrain : IGrainWithIntegerKey
{
    /// <summary>The endpoints that are told of the space, by id.</summary>
    [Alias("ListEndpoints")]
    Task<Answer<WebhookEndpointList>> ListEndpointsAsync(Caller caller, SpaceId space);

    /// <summary>A page of the space's deliveries, newest first.</summary>
    [Alias("ListDeliveries")]
    Task<Answer<WebhookDeliveryPage>> ListDeliveriesAsync(Caller caller, SpaceId space, WebhookDeliveryQuery query);

    /// <summary>Has a dead delivery tried anew, with all its tries.</summary>
    [Alias("Redeliver")]
    Task<Answer<WebhookDeliveryView>> RedeliverAsync(Caller caller, SpaceId space, long delivery);

    /// <summary>Has an endpoint told of nothing but that it is told.</summary>
    [Alias("SendTest")]
    Task<Answer<WebhookDeliveryView>> SendTestAsync(Caller caller, SpaceId space, string endpoint);
}

using SegmentExport.Abstractions.Webhooks;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Webhooks;

/// <summary>What webhooks' endpoints were told, and are still to be told.</summary>
public interface IWebhookDeliveries
{
    /// <summary>The endpoints that are told of a space, by id.</summary>
    ValueTask<WebhookEndpointList> ListEndpointsAsync(SpaceId space, CancellationToken cancellationToken);

    /// <summary>A page of a space's deliveries, newest first.</summary>
    /// <exception cref="FormatException">The cursor is none that a page gave.</exception>
    ValueTask<WebhookDeliveryPage> ReadAsync(SpaceId space, WebhookDeliveryQuery query, CancellationToken cancellationToken);

    /// <summary>One delivery of a space, and whether some silo's settings still name its endpoint for the space; null: there is none.</summary>
    ValueTask<(WebhookDeliveryView Delivery, bool IsNamed)?> FindAsync(SpaceId space, long delivery, CancellationToken cancellationToken);

    /// <summary>Has a dead delivery tried anew, where its endpoint is still named.</summary>
    /// <returns>How it is now; null: it is not dead any more, or gone.</returns>
    ValueTask<WebhookDeliveryView?> RedeliverAsync(SpaceId space, long delivery, CancellationToken cancellationToken);

    /// <summary>Adds a test to what an endpoint is to be told; where one is still pending, that one is tried now.</summary>
    /// <param name="space">The space.</param>
    /// <param name="endpoint">The endpoint's id.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The delivery, or the one that is pending; null: the endpoint is not told of the space.</returns>
    ValueTask<WebhookDeliveryView?> AddTestAsync(SpaceId space, string endpoint, DateTimeOffset now, CancellationToken cancellationToken);
}

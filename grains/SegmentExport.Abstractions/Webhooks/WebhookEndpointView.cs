namespace SegmentExport.Abstractions.Webhooks;

/// <summary>An endpoint that is told of a space. Its URL and its secrets are in the silos' settings alone.</summary>
/// <param name="Id">Its id in the settings.</param>
/// <param name="SeenAt">When a silo's settings named it last.</param>
/// <param name="Pending">How many deliveries to it are still tried.</param>
/// <param name="Dead">How many were given up and are still kept.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.WebhookEndpointView")]
public sealed record WebhookEndpointView(
    [property: Id(0)] string Id, [property: Id(1)] DateTimeOffset SeenAt, [property: Id(2)] long Pending, [property: Id(3)] long Dead);

namespace SegmentExport.Domain.Errors;

/// <summary>What is answered to who asks for deliveries or endpoints of webhooks that there are not, or not so.</summary>
public static class WebhookRejections
{
    /// <summary>No such endpoint.</summary>
    public static Rejection Endpoint { get; } = new()
    {
        Kind = RejectionKind.NotFound,
        Code = ErrorCodes.WebhookNotFound,
        Message = "No silo's settings name such an endpoint for this space. GET …/webhooks lists those that there are.",
    };

    /// <summary>No such delivery.</summary>
    public static Rejection Delivery { get; } = new()
    {
        Kind = RejectionKind.NotFound,
        Code = ErrorCodes.DeliveryNotFound,
        Message = "There is no such delivery in this space, or it ended so long ago that it is not kept any more. GET …/webhooks/deliveries lists them.",
    };

    /// <summary>It is delivered, or still tried.</summary>
    public static Rejection NotDead { get; } = new()
    {
        Kind = RejectionKind.Conflict,
        Code = ErrorCodes.DeliveryNotDead,
        Message = "Only what was given up is delivered again: this was delivered, or is still tried.",
    };

    /// <summary>Its endpoint is not there any more.</summary>
    public static Rejection Removed { get; } = new()
    {
        Kind = RejectionKind.Conflict,
        Code = ErrorCodes.WebhookRemoved,
        Message = "No silo's settings name the endpoint for this space any more, so there is nobody to tell. An operator adds it to the settings again.",
    };
}

namespace SegmentExport.Abstractions.Webhooks;

/// <summary>How far a delivery is.</summary>
[GenerateSerializer]
public enum WebhookDeliveryStatus
{
    /// <summary>It is still tried.</summary>
    Pending = 0,

    /// <summary>The endpoint took it, or is not told of such events.</summary>
    Delivered = 1,

    /// <summary>It was given up.</summary>
    Dead = 2,
}

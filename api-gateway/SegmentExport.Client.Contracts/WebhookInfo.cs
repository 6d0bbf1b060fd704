namespace SegmentExport.Client.Contracts;

/// <summary>An endpoint that is told of a space. Its URL and its secrets are in the silos' settings alone.</summary>
public sealed record WebhookInfo
{
    /// <summary>Its id in the settings.</summary>
    public required string Id { get; init; }

    /// <summary>When a silo's settings named it last; each silo does so every minute.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>How many deliveries to it are still tried.</summary>
    public required long Pending { get; init; }

    /// <summary>How many were given up and are still kept.</summary>
    public required long Dead { get; init; }
}

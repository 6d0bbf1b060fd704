namespace SegmentExport.Abstractions.Webhooks;

/// <summary>Which deliveries of a space are wanted.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.WebhookDeliveryQuery")]
public sealed record WebhookDeliveryQuery
{
    /// <summary>The most deliveries of a page.</summary>
    public const int MaxLimit = 200;

    /// <summary>Deliveries of a page where nothing is said.</summary>
    public const int DefaultLimit = 50;

    /// <summary>Only those that are so far; null: all.</summary>
    [Id(0)]
    public WebhookDeliveryStatus? Status { get; init; }

    /// <summary>Only those to this endpoint; null: to all.</summary>
    [Id(1)]
    public string? Endpoint { get; init; }

    /// <summary><see cref="WebhookDeliveryPage.NextCursor"/> of the page before; null: the first page.</summary>
    [Id(2)]
    public string? Cursor { get; init; }

    /// <summary>At most so many, 1 to <see cref="MaxLimit"/>. Default <see cref="DefaultLimit"/>.</summary>
    [Id(3)]
    public int Limit { get; init; } = DefaultLimit;
}

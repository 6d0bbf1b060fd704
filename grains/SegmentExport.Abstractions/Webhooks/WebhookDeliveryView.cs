using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Webhooks;

/// <summary>Something that one endpoint is to be told of, and how far that is. Ids and words of ours alone.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.WebhookDeliveryView")]
public sealed record WebhookDeliveryView
{
    /// <summary>Its number.</summary>
    [Id(0)]
    public required long Id { get; init; }

    /// <summary>What the receiver knows it by, over all tries.</summary>
    [Id(1)]
    public required string MessageId { get; init; }

    /// <summary>Whom, by the id in the settings.</summary>
    [Id(2)]
    public required string Endpoint { get; init; }

    /// <summary>What happened.</summary>
    [Id(3)]
    public required string Event { get; init; }

    /// <summary>The task; null where it is a test.</summary>
    [Id(4)]
    public TaskId? Task { get; init; }

    /// <summary>When it happened.</summary>
    [Id(5)]
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>How far it is.</summary>
    [Id(6)]
    public required WebhookDeliveryStatus Status { get; init; }

    /// <summary>How often it was tried, with a try that goes on.</summary>
    [Id(7)]
    public required int Attempts { get; init; }

    /// <summary>When it is tried next, at the latest; while a try goes on, when it counts as lost; null: at once, or never again.</summary>
    [Id(8)]
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was delivered, or given up; null: neither.</summary>
    [Id(9)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why the last try failed: a status or a word of ours, never what the endpoint wrote; null: it did not, or the next one goes on.</summary>
    [Id(10)]
    public string? Error { get; init; }
}

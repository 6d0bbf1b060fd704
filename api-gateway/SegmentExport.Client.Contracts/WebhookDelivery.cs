namespace SegmentExport.Client.Contracts;

/// <summary>Something that one endpoint is to be told of, and how far that is. Ids alone: what is sent has no more either.</summary>
public sealed record WebhookDelivery
{
    /// <summary>Its number; later ones have larger ones.</summary>
    public required long Id { get; init; }

    /// <summary>What the receiver knows it by, over all tries (<c>webhook-id</c>).</summary>
    public required string MessageId { get; init; }

    /// <summary>Whom, by the id in the settings.</summary>
    public required string Endpoint { get; init; }

    /// <summary>What happened, as <c>download_task.completed</c>; <c>webhook.test</c>: nothing.</summary>
    public required string Event { get; init; }

    /// <summary>The task; null where it is a test.</summary>
    public string? TaskId { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary><c>pending</c>: it is still tried; <c>delivered</c>: the endpoint took it, or its settings leave such events out; <c>dead</c>: it was given up.</summary>
    public required string Status { get; init; }

    /// <summary>How often it was tried, with a try that goes on.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it is tried next, at the latest; while a try goes on, when it counts as lost; null: at once, or never again.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was delivered or given up; null: neither.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why the last try failed: a status or a word of the server, never what the endpoint wrote; null: it did not, or the next one goes on.</summary>
    public string? Error { get; init; }
}

namespace SegmentExport.Client.Contracts;

/// <summary>Something that was done, refused or handed out. Never a value of an exported user, a reason or a comment.</summary>
public sealed record AuditItem
{
    /// <summary>Its number; later ones mostly have larger ones.</summary>
    public required long Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who; null: the system.</summary>
    public string? Actor { get; init; }

    /// <summary>What: <c>submit, withdraw, approve, reject, download, inspect, link, link_download, link_inspect, manifest, expire, view, list, users, sample, audit, webhooks, redeliver</c> or <c>webhook_test</c>.</summary>
    public required string Action { get; init; }

    /// <summary><c>ok</c>, or the code of the refusal.</summary>
    public required string Outcome { get; init; }

    /// <summary>The task; null where it was about none.</summary>
    public string? TaskId { get; init; }

    /// <summary>Rows in question; null where unknown.</summary>
    public long? Rows { get; init; }

    /// <summary>The ids of the fields in question.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>A download's container; null: the default.</summary>
    public string? Container { get; init; }

    /// <summary>A download's byte range; null: the whole file.</summary>
    public string? Range { get; init; }

    /// <summary>The SHA-256 of the file, in lower-case hexadecimal; null where none was handed out, or it was not known by then.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The endpoint that a <c>redeliver</c> or a <c>webhook_test</c> was about, by its id in the settings; null: none, or it was refused before one was looked for.</summary>
    public string? Webhook { get; init; }

    /// <summary>The number of the delivery that a <c>redeliver</c> asked for, whether or not there is one; null: none.</summary>
    public long? DeliveryId { get; init; }

    /// <summary>The trace it happened in; null where nothing traced.</summary>
    public string? TraceId { get; init; }
}

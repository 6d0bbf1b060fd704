using System.Collections.Immutable;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Audit;

/// <summary>One row of the audit: who did what to which task, and what came of it. Never a value of an exported user, never a reason or a comment.</summary>
public sealed record AuditEntry
{
    /// <summary>A delivery is tried anew.</summary>
    public const string Redeliver = "redeliver";

    /// <summary>A webhook's endpoint is tried.</summary>
    public const string WebhookTest = "webhook_test";

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The space.</summary>
    public required SpaceId Space { get; init; }

    /// <summary>The task; null where the action was about none.</summary>
    public TaskId? Task { get; init; }

    /// <summary>Who; null: the system.</summary>
    public UserId? Actor { get; init; }

    /// <summary>What: <c>submit</c>, <c>withdraw</c>, <c>approve</c>, <c>reject</c>, <c>download</c>, <c>inspect</c>, <c>link</c>, <c>link_download</c>, <c>link_inspect</c>, <c>manifest</c>, <c>expire</c>, <c>view</c>, <c>list</c>, <c>users</c>, <c>sample</c>, <c>audit</c>, <c>webhooks</c>, <c>redeliver</c>, <c>webhook_test</c>.</summary>
    public required string Action { get; init; }

    /// <summary><c>ok</c>, or the code of the refusal.</summary>
    public required string Outcome { get; init; }

    /// <summary>Rows in question, where known.</summary>
    public long? Rows { get; init; }

    /// <summary>The ids of the fields in question.</summary>
    public ImmutableArray<FieldId> Fields { get; init; } = [];

    /// <summary>A download's container.</summary>
    public string? Container { get; init; }

    /// <summary>A download's byte range as it was asked for; null: the whole.</summary>
    public string? Range { get; init; }

    /// <summary>A webhook's endpoint, by its id in the settings.</summary>
    public string? Webhook { get; init; }

    /// <summary>A webhook's delivery, by its number.</summary>
    public long? Delivery { get; init; }

    /// <summary>SHA-256 of the file that is handed out, in lower-case hexadecimal; null where none is, or it is not computed yet.</summary>
    public string? Digest { get; init; }

    /// <summary>The trace it happened in, as 32 hexadecimal digits.</summary>
    public string? TraceId { get; init; }

    /// <summary>Whether rows of an action are about a webhook's endpoint and a delivery, and never about a file.</summary>
    public static bool IsOfWebhooks(string action) => action is Redeliver or WebhookTest;
}

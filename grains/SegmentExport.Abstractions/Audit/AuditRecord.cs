using System.Collections.Immutable;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Audit;

/// <summary>A row of the audit.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.AuditRecord")]
public sealed record AuditRecord
{
    /// <summary>Its number; later rows mostly have larger ones.</summary>
    [Id(0)]
    public required long Id { get; init; }

    /// <summary>When.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>The task; null where it was about none.</summary>
    [Id(2)]
    public TaskId? Task { get; init; }

    /// <summary>Who; null: the system.</summary>
    [Id(3)]
    public string? Actor { get; init; }

    /// <summary>What.</summary>
    [Id(4)]
    public required string Action { get; init; }

    /// <summary><c>ok</c>, or the code of the refusal.</summary>
    [Id(5)]
    public required string Outcome { get; init; }

    /// <summary>Rows in question, where known.</summary>
    [Id(6)]
    public long? Rows { get; init; }

    /// <summary>The ids of the fields in question.</summary>
    [Id(7)]
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>A download's container.</summary>
    [Id(8)]
    public string? Container { get; init; }

    /// <summary>A download's byte range.</summary>
    [Id(9)]
    public string? Range { get; init; }

    /// <summary>The SHA-256 of the file that was handed out, where it was known by then.</summary>
    [Id(10)]
    public string? Digest { get; init; }

    /// <summary>The trace it happened in.</summary>
    [Id(11)]
    public string? TraceId { get; init; }

    /// <summary>A webhook's endpoint, by its id in the settings.</summary>
    [Id(12)]
    public string? Webhook { get; init; }

    /// <summary>A webhook's delivery, by its number.</summary>
    [Id(13)]
    public long? Delivery { get; init; }
}

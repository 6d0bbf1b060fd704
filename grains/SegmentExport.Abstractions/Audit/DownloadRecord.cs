namespace SegmentExport.Abstractions.Audit;

/// <summary>A download of a task's file, as the audit has it.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.DownloadRecord")]
public sealed record DownloadRecord
{
    /// <summary>Who.</summary>
    [Id(0)]
    public required string User { get; init; }

    /// <summary>When it began.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>What the file was handed out in.</summary>
    [Id(2)]
    public required string Container { get; init; }

    /// <summary>The ranges that were asked for; null: the whole file.</summary>
    [Id(3)]
    public string? Range { get; init; }

    /// <summary>The bytes that were asked for; null: unknown, of a protected zip.</summary>
    [Id(4)]
    public long? Bytes { get; init; }

    /// <summary>Whether it came by a link that the user made.</summary>
    [Id(5)]
    public bool ByLink { get; init; }
}

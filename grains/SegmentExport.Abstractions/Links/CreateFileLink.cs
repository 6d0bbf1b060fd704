namespace SegmentExport.Abstractions.Links;

/// <summary>A link to be made.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.CreateFileLink")]
public sealed record CreateFileLink
{
    /// <summary>The shortest and the longest link, in minutes.</summary>
    public const int MinMinutes = 1, MaxMinutes = 60;

    /// <summary>The length of a link where nothing else is asked for, in minutes.</summary>
    public const int DefaultMinutes = 5;

    /// <summary>The container's name as the caller wrote it; null: the format's default.</summary>
    [Id(0)]
    public string? Container { get; init; }

    /// <summary>How long it is good for, in minutes. <see cref="MinMinutes"/> to <see cref="MaxMinutes"/>; default <see cref="DefaultMinutes"/>.</summary>
    [Id(1)]
    public long Minutes { get; init; } = DefaultMinutes;
}

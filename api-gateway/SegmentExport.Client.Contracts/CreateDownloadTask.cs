using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Client.Contracts;

/// <summary>A new download task (下载任务).</summary>
public sealed record CreateDownloadTask
{
    /// <summary>Which segment.</summary>
    [Required]
    public string? SegmentId { get; init; }

    /// <summary>Why: 1 to 1,000 characters. The approver reads it.</summary>
    [Required]
    public string? Reason { get; init; }

    /// <summary>Which fields, in the file's order; at least one.</summary>
    [Required]
    public IReadOnlyList<FieldSelection>? Fields { get; init; }

    /// <summary>Conditions on top of the segment, all of which must hold; may be left out.</summary>
    public IReadOnlyList<Filter>? Filters { get; init; }

    /// <summary>The file's format; default <c>csv</c>.</summary>
    public string? Format { get; init; }

    /// <summary>How it is written; may be left out.</summary>
    public FileOptions? Options { get; init; }

    /// <summary>Where in the product it is made: <c>export_page</c> (default), <c>segment_list</c> or <c>segment_portrait</c>.</summary>
    public string? Origin { get; init; }
}

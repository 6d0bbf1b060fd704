namespace SegmentExport.Abstractions.Tasks;

/// <summary>A download about to begin.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.OpenFileRequest")]
public sealed record OpenFileRequest
{
    /// <summary>The container's name as the caller wrote it; null: the format's default.</summary>
    [Id(0)]
    public string? Container { get; init; }

    /// <summary>The <c>Range</c> header as the caller sent it, for the audit; null: the whole file.</summary>
    [Id(1)]
    public string? Range { get; init; }

    /// <summary>Whether only headers are asked for (<c>HEAD</c>).</summary>
    [Id(2)]
    public bool HeadersOnly { get; init; }

    /// <summary>Whether a link brought the caller here.</summary>
    [Id(3)]
    public bool ByLink { get; init; }

    /// <summary>Whether who asks can open sealed parts. A gateway of a version that sealed none does not say so, and would hand out what is stored.</summary>
    [Id(4)]
    public bool OpensSealed { get; init; }

    /// <summary>The <c>If-Range</c> header: whose ranges are meant; null: any file's.</summary>
    [Id(5)]
    public string? IfRange { get; init; }

    /// <summary>What the audit calls it.</summary>
    public string Action => (ByLink ? "link_" : "") + (HeadersOnly ? "inspect" : "download");
}

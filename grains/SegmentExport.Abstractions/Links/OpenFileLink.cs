namespace SegmentExport.Abstractions.Links;

/// <summary>A download by a link, about to begin.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.OpenFileLink")]
public sealed record OpenFileLink
{
    /// <summary>What the browser sent as the link's token.</summary>
    [Id(0)]
    public required string Token { get; init; }

    /// <summary>The <c>Range</c> header as it was sent, for the audit; null: the whole file.</summary>
    [Id(1)]
    public string? Range { get; init; }

    /// <summary>Whether only headers are asked for (<c>HEAD</c>).</summary>
    [Id(2)]
    public bool HeadersOnly { get; init; }

    /// <summary>Whether who asks can open sealed parts.</summary>
    [Id(3)]
    public bool OpensSealed { get; init; }

    /// <summary>The <c>If-Range</c> header: whose ranges are meant; null: any file's.</summary>
    [Id(4)]
    public string? IfRange { get; init; }
}

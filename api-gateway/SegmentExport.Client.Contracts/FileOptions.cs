namespace SegmentExport.Client.Contracts;

/// <summary>How a file is written.</summary>
public sealed record FileOptions
{
    /// <summary><c>deflate</c> (default; handed out as gzip, zip or plain), <c>zstd</c>, or <c>none</c>.</summary>
    public string? Compression { get; init; }

    /// <summary>CSV: what stands between values: a comma (default), a semicolon, a tab or a bar.</summary>
    public string? Delimiter { get; init; }

    /// <summary>CSV: whether the file begins with a byte order mark, so that Excel reads it as UTF-8. Default false.</summary>
    public bool? ByteOrderMark { get; init; }

    /// <summary>CSV and XLSX: whether the header shows display names instead of field ids. Default false.</summary>
    public bool? DisplayNames { get; init; }

    /// <summary>CSV: whether lines end in a line feed alone. Default false.</summary>
    public bool? LineFeedOnly { get; init; }

    /// <summary>CSV: what a missing value is written as, at most 16 characters. Default nothing.</summary>
    public string? NullText { get; init; }

    /// <summary>CSV: whether text that a spreadsheet would run as a formula gets an apostrophe in front. Default true.</summary>
    public bool? NeutralizeFormulas { get; init; }
}

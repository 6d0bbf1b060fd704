namespace SegmentExport.Gateway.Files;

/// <summary>A stretch of a file.</summary>
/// <param name="Offset">The first byte.</param>
/// <param name="Length">How many bytes, at least 1.</param>
internal readonly record struct ByteRange(long Offset, long Length)
{
    private long End => Offset + Length;

    /// <summary>Whether the two overlap, or one begins where the other ends.</summary>
    public bool Touches(ByteRange other) => Offset <= other.End && other.Offset <= End;

    /// <summary>From the first byte of the two to the last.</summary>
    public ByteRange Join(ByteRange other)
    {
        var offset = Math.Min(Offset, other.Offset);
        return new(offset, Math.Max(End, other.End) - offset);
    }

    /// <summary>The value of <c>Content-Range</c> (RFC 9110, section 14.4).</summary>
    /// <param name="total">The file's length.</param>
    public string ContentRange(long total) => $"bytes {Offset}-{End - 1}/{total}";
}

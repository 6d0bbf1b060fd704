namespace SegmentExport.Packaging.Masking;

/// <summary>What stands for a value of which nothing may be seen, not even its length.</summary>
internal static class MaskedWhole
{
    /// <summary>The length of the text.</summary>
    public const int Length = 3;

    /// <summary>The text.</summary>
    public static ReadOnlySpan<byte> Text => "***"u8;

    /// <summary>Writes the text.</summary>
    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> destination)
    {
        Text.CopyTo(destination);
        return Length;
    }
}

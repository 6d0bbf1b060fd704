namespace SegmentExport.Packaging.Columns;

/// <summary><c>true</c> or <c>false</c>.</summary>
internal readonly struct BooleanFormat : IValueFormat<byte>
{
    /// <inheritdoc />
    public int MaxLength => 5;

    /// <inheritdoc />
    public int Write(byte value, Span<byte> destination)
    {
        var text = value != 0 ? "true"u8 : "false"u8;
        text.CopyTo(destination);
        return text.Length;
    }
}

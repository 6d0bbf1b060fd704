namespace SegmentExport.Packaging.Columns;

/// <summary>A float in the fewest digits that read back as the same number.</summary>
internal readonly struct SingleFormat : IValueFormat<float>
{
    /// <inheritdoc />
    public int MaxLength => FloatText.MaxLength;

    /// <inheritdoc />
    public int Write(float value, Span<byte> destination)
    {
        if (!float.IsFinite(value))
        {
            return WriteSpecial(float.IsNaN(value), value < 0, destination);
        }

        _ = value.TryFormat(destination, out var written);
        return FloatText.Rewrite(destination, written);
    }

    /// <summary>Writes what is no finite number.</summary>
    public static int WriteSpecial(bool isNone, bool isNegative, Span<byte> destination)
    {
        var text = isNone ? "nan"u8 : isNegative ? "-inf"u8 : "inf"u8;
        text.CopyTo(destination);
        return text.Length;
    }
}

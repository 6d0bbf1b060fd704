namespace SegmentExport.Packaging.Columns;

/// <summary>A double in the fewest digits that read back as the same number.</summary>
internal readonly struct DoubleFormat : IValueFormat<double>
{
    /// <inheritdoc />
    public int MaxLength => FloatText.MaxLength;

    /// <inheritdoc />
    public int Write(double value, Span<byte> destination)
    {
        var written = FloatText.TryWriteFixed(value, destination);
        return written > 0 ? written : WriteShortest(value, destination);
    }

    private static int WriteShortest(double value, Span<byte> destination)
    {
        if (!double.IsFinite(value))
        {
            return SingleFormat.WriteSpecial(double.IsNaN(value), value < 0, destination);
        }

        _ = value.TryFormat(destination, out var written);
        return FloatText.Rewrite(destination, written);
    }
}

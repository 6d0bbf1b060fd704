namespace SegmentExport.Packaging.Masking;

/// <summary>Disguises the values of one column. Used by one thread.</summary>
public abstract class ValueMask
{
    /// <summary>The most bytes that a masked value needs.</summary>
    /// <param name="valueLength">The raw value's length in bytes.</param>
    public abstract int MaxLength(int valueLength);

    /// <summary>Masks a value.</summary>
    /// <param name="utf8Value">The raw value's text.</param>
    /// <param name="destination">Takes the masked text; has <see cref="MaxLength"/>.</param>
    /// <returns>Bytes written; below 0: no value at all.</returns>
    public abstract int Mask(ReadOnlySpan<byte> utf8Value, Span<byte> destination);
}

namespace SegmentExport.Packaging.Masking;

/// <summary>
/// Disguises the values of one column. Used by one thread; nothing is allocated for a value. Whatever bytes come in, text comes out and no exception: what a
/// rule does not recognise is masked whole, as <c>***</c>. The rules one by one: docs/masking.md.
/// </summary>
public abstract class ValueMask
{
    /// <summary>The most bytes that a masked value needs.</summary>
    /// <param name="valueLength">The raw value's length in bytes; 0 and up.</param>
    public abstract int MaxLength(int valueLength);

    /// <summary>Masks a value. An empty one says nothing and stays empty.</summary>
    /// <param name="utf8Value">The raw value's text in UTF-8; bytes that are none are masked whole.</param>
    /// <param name="destination">Takes the masked text in UTF-8; has <see cref="MaxLength"/>, and does not overlap the value.</param>
    /// <returns>Bytes written; below 0 where the result is no value at all, which only the rule <c>null</c> gives.</returns>
    public int Mask(ReadOnlySpan<byte> utf8Value, Span<byte> destination) => utf8Value.IsEmpty ? EmptyResult : MaskText(utf8Value, destination);

    /// <summary>What an empty value gives.</summary>
    private protected virtual int EmptyResult => 0;

    /// <summary>Masks a value that is not empty.</summary>
    private protected abstract int MaskText(ReadOnlySpan<byte> value, Span<byte> destination);
}

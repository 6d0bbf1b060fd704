namespace SegmentExport.Packaging.Masking;

/// <summary><c>null</c>: no value at all, so that a reader of the file does not even learn whether there was one.</summary>
internal sealed class NullMask : ValueMask
{
    /// <inheritdoc />
    public override int MaxLength(int valueLength) => 0;

    /// <inheritdoc />
    private protected override int EmptyResult => -1;

    /// <inheritdoc />
    private protected override int MaskText(ReadOnlySpan<byte> value, Span<byte> destination) => -1;
}

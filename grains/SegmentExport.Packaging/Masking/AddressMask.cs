namespace SegmentExport.Packaging.Masking;

/// <summary><c>address</c>: masked whole.</summary>
internal sealed class AddressMask : ValueMask
{
    /// <inheritdoc />
    public override int MaxLength(int valueLength) => MaskedWhole.Length;

    /// <inheritdoc />
    private protected override int MaskText(ReadOnlySpan<byte> value, Span<byte> destination) => MaskedWhole.Write(destination);
}

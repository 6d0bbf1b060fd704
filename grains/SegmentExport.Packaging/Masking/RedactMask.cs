namespace SegmentExport.Packaging.Masking;

/// <summary><c>redact</c>: every value is <c>***</c>.</summary>
internal sealed class RedactMask : ValueMask
{
    /// <inheritdoc />
    public override int MaxLength(int valueLength) => MaskedWhole.Length;

    /// <inheritdoc />
    private protected override int MaskText(ReadOnlySpan<byte> value, Span<byte> destination) => MaskedWhole.Write(destination);
}

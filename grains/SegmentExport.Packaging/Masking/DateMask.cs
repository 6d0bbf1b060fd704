namespace SegmentExport.Packaging.Masking;

/// <summary><c>date_to_month</c>, <c>date_to_year</c>: the front of a day or moment in ISO 8601's extended form, as written: no time zone is applied.</summary>
/// <param name="kept">How many bytes of 2024-05-31 stay.</param>
internal sealed class DateMask(int kept) : ValueMask
{
    /// <inheritdoc />
    public override int MaxLength(int valueLength) => Math.Max(kept, MaskedWhole.Length);

    /// <inheritdoc />
    private protected override int MaskText(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        var text = value.Trim((byte)' ');
        if (!IsoMoment.IsValid(text))
        {
            return MaskedWhole.Write(destination);
        }

        text[..kept].CopyTo(destination);
        return kept;
    }
}

namespace SegmentExport.Packaging.Masking;

/// <summary><c>bank_card</c>: the last four digits stay of a card number of 12 to 19 digits, in groups or not (ISO/IEC 7812-1 allows 19).</summary>
internal sealed class BankCardMask : ValueMask
{
    private const int MinDigits = 12;
    private const int MaxDigits = 19;

    /// <inheritdoc />
    public override int MaxLength(int valueLength) => "****1234".Length;

    /// <inheritdoc />
    private protected override int MaskText(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        Span<byte> digits = stackalloc byte[MaxDigits];
        var count = NumberText.CollectDigits(value, digits);
        if (count < MinDigits)
        {
            return MaskedWhole.Write(destination);
        }

        "****"u8.CopyTo(destination);
        digits[(count - 4)..count].CopyTo(destination[4..]);
        return 8;
    }
}

namespace SegmentExport.Packaging.Masking;

/// <summary><c>id_card</c>: the first six (the county) and the last four stay of a resident id of 15 or 18 characters, by GB 11643-1999.</summary>
internal sealed class IdCardMask : ValueMask
{
    private const int ShortLength = 15;
    private const int LongLength = 18;
    private const int RegionLength = 6;
    private const int TailLength = 4;

    /// <inheritdoc />
    public override int MaxLength(int valueLength) => LongLength;

    /// <inheritdoc />
    private protected override int MaskText(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        var id = value.Trim((byte)' ');
        if (!IsShaped(id))
        {
            return MaskedWhole.Write(destination);
        }

        id[..RegionLength].CopyTo(destination);
        destination[RegionLength..(id.Length - TailLength)].Fill((byte)'*');
        id[^TailLength..].CopyTo(destination[(id.Length - TailLength)..]);
        return id.Length;
    }

    // The check character is not verified: a mistyped id shows no more than a right one.
    private static bool IsShaped(ReadOnlySpan<byte> id)
    {
        var isLong = id.Length == LongLength;
        if (!isLong && id.Length != ShortLength)
        {
            return false;
        }

        var digits = isLong && id[^1] is (byte)'X' or (byte)'x' ? id[..^1] : id;
        if (digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') || id[0] == '0')
        {
            return false;
        }

        var monthAt = isLong ? 10 : 8;
        return ReadPair(id[monthAt..]) is >= 1 and <= 12
            && ReadPair(id[(monthAt + 2)..]) is >= 1 and <= 31
            && (!isLong || ReadPair(id[RegionLength..]) is >= 18 and <= 20);
    }

    private static int ReadPair(ReadOnlySpan<byte> digits) => ((digits[0] - '0') * 10) + digits[1] - '0';
}

using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace SegmentExport.Packaging.Masking;

/// <summary>User-perceived characters: extended grapheme clusters of UAX #29, found in UTF-8.</summary>
internal static class Graphemes
{
    /// <summary>
    /// The most bytes of one character that is shown. The longest emoji sequences have 35; a character beyond this is no writing, but may carry text of any length that
    /// nobody sees (tags, variation selectors, joiners).
    /// </summary>
    public const int MaxLength = 64;

    // One more code point shows where the longest character ends.
    private const int WindowLength = MaxLength + 4;

    /// <summary>The length of the text's first character.</summary>
    /// <param name="utf8">The text from a boundary on; not empty.</param>
    /// <returns>Bytes; -1 where the text does not begin with UTF-8, or the character is longer than <see cref="MaxLength"/>.</returns>
    public static int FirstLength(ReadOnlySpan<byte> utf8)
    {
        var simple = SimpleLength(utf8);
        return simple > 0 && (simple == utf8.Length || SimpleLength(utf8[simple..]) > 0) ? simple : Measure(utf8);
    }

    private static int Measure(ReadOnlySpan<byte> utf8)
    {
        var isWhole = utf8.Length <= WindowLength;
        Span<char> window = stackalloc char[WindowLength];
        var status = Utf8.ToUtf16(isWhole ? utf8 : utf8[..WindowLength], window, out _, out var count, replaceInvalidSequences: false, isFinalBlock: isWhole);
        var first = window[..StringInfo.GetNextTextElementLength(window[..count])];
        var isEndSeen = first.Length < count || (isWhole && status == OperationStatus.Done);
        var length = Encoding.UTF8.GetByteCount(first);
        return isEndSeen && length is > 0 and <= MaxLength ? length : -1;
    }

    // The length of a character that nothing but a mark could join with its neighbours, and that joins with none of its own kind: visible ASCII, the Latin letters
    // from À to ɏ, common Han. Between two of them there is always a boundary (rule GB999).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SimpleLength(ReadOnlySpan<byte> utf8)
    {
        var lead = utf8[0];
        if (lead is >= 0x20 and < 0x7F)
        {
            return 1;
        }

        if (lead is >= 0xC3 and <= 0xC8 && utf8.Length > 1 && (utf8[1] & 0xC0) == 0x80)
        {
            return 2;
        }

        // U+5000 to U+8FFF.
        return lead is >= 0xE5 and <= 0xE8 && utf8.Length > 2 && (utf8[1] & 0xC0) == 0x80 && (utf8[2] & 0xC0) == 0x80 ? 3 : 0;
    }
}

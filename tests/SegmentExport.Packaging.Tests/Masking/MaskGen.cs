using System.Text;
using CsCheck;

namespace SegmentExport.Packaging.Tests.Masking;

/// <summary>Values to mask: anything, and what looks nearly right.</summary>
internal static class MaskGen
{
    private static readonly byte[][] Golden = [.. MaskVectors.Read().Select(vector => MaskVectors.Bytes(vector.Value)).Where(value => value.Length > 0)];

    private static readonly string[] Pieces =
    [
        "\u0301", "\u200D", "\uFE0F", "\u20E3", "\U0001F469", "\U0001F3FD", "\U0001F1E8", "\U0001F1F3", "\U000E0067", "\u1100", "\u1161", "\u11A8", "क", "\u094D", "ि", "\u0600",
        "\r", "\n", "\0", "\u3000", "\u200B", "\u202E", "张", "三", "一", "𠮷", "é", "ß", "Ω", "ا", "ไ", "１", "*", "@", ".", ":", "-", "+", " ", "0", "1", "9", "X", "a", "省", "市",
    ];

    /// <summary>Any text, rich in what joins with its neighbours.</summary>
    public static Gen<string> Text { get; } = Gen.OneOf(
        Gen.OneOf(Pieces).Array[1, 30].Select(pieces => string.Concat(pieces)),
        Gen.Int[0, 0x10F7FF].Select(number => new Rune(number < 0xD800 ? number : number + 0x800).ToString()).Array[1, 20].Select(runes => string.Concat(runes)),
        Gen.Char[' ', '~'].Array[1, 40].Select(chars => new string(chars)));

    /// <summary>Any bytes, text or not, and golden values of any rule with something put in, taken out or changed.</summary>
    public static Gen<byte[]> Bytes { get; } = Gen.OneOf(
        Gen.Byte.Array[1, 100],
        Text.Select(Encoding.UTF8.GetBytes),
        Gen.OneOf(Golden),
        Gen.Select(Gen.OneOf(Golden), Gen.Int[0, 100], Gen.Int[0, 3], Gen.OneOf(Text.Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[0, 3]))
            .Select((value, at, removed, added) => Splice(value, at % (value.Length + 1), removed, added))
            .Where(value => value.Length > 0));

    private static byte[] Splice(byte[] value, int at, int removed, byte[] added) => [.. value[..at], .. added, .. value[Math.Min(at + removed, value.Length)..]];
}

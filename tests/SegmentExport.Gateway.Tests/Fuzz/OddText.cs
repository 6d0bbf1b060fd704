namespace SegmentExport.Gateway.Tests.Fuzz;

/// <summary>Text that programs stumble over.</summary>
internal static class OddText
{
    private static readonly string[] Samples =
    [
        "", " ", "\0", "a\0b", "\u0001\u0007\u001B[31m", "\r\nX-Injected: yes", "\u007F\u0085\u009F", "\u202Etxt.exe", "\u200B\u200D\uFEFF", "\u2028\u2029", "\uFFFE\uFFFF", "\u2066\u2069",
        "e\u0301\u0301\u0301", "ﷺ", "👩‍👩‍👧‍👦", "𐀀", "İıſK", "ｎｕｌｌ", "null", "undefined", "NaN", "true", "-0", "-1", "0", "00", "2147483648", "99999999999999999999", "1e400", "0x10", "١٢",
        "../../../etc/passwd", "..%2f..%2f", "%00", "%", "%zz", "{{7*7}}", "${jndi:ldap://x}", "'; DROP TABLE tasks; --", "' OR '1'='1", "*", "%_%", "<script>alert(1)</script>", "=1+1", "@SUM(A1)",
        "W/\"x\"", "\"", "\\", "{}", "[]", "\"unterminated", "2026-13-45", "0000-00-00", "9999-12-31T23:59:59.9999999Z", "00000000000000000000000000000000", "ffffffffffffffffffffffffffffffff",
        "constructor", "__proto__", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "-_-_", "====", "/", "//", ".", "..", ";", "?", "#", "&", "+",
    ];

    /// <summary>Some odd text.</summary>
    public static string Next(Dice dice) => dice.Any(
        () => dice.Pick(Samples),
        () => dice.Pick(Samples),
        () => dice.Pick(Samples) + dice.Pick(Samples),
        () => new string(dice.Pick(["x", "\u0000", "界", "\u202E", " "])[0], dice.Pick([17, 101, 256, 1001, 3000])),
        () => string.Concat(Enumerable.Range(0, 1 + dice.Below(12)).Select(_ => char.ConvertFromUtf32(CodePoint(dice)))));

    /// <summary>A text that is nearly a good one.</summary>
    public static string Tamper(Dice dice, string good)
    {
        var at = dice.Below(good.Length + 1);
        return dice.Any(
            () => good[..at],
            () => good[at..],
            () => good + dice.Pick(Samples),
            () => good.Insert(at, dice.Pick(Samples)),
            () => at < good.Length ? $"{good[..at]}{(char)(good[at] ^ (1 << dice.Below(7)))}{good[(at + 1)..]}" : good + good,
            good.ToUpperInvariant);
    }

    private static int CodePoint(Dice dice) => dice.Any(
        () => dice.Below(0x20), () => 0x80 + dice.Below(0x20), () => 0x2000 + dice.Below(0x70), () => 0xE000 + dice.Below(0x1000), () => 0x10000 + dice.Below(0x1000), () => 0x20 + dice.Below(0x60));
}

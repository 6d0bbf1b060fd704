using System.Buffers.Text;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>Which numbers a spreadsheet keeps: it computes with doubles, of which it shows and takes 15 digits ("Excel specifications and limits").</summary>
internal static class SpreadsheetNumber
{
    private const int MaxDigits = 15;

    // Smaller ones become 0, larger ones cannot be typed.
    private const double Smallest = 2.2250738585072014e-308;
    private const double Largest = 9.99999999999999e307;

    /// <summary>Whether an exact number, written without exponent, keeps all its digits.</summary>
    public static bool KeepsDigits(ReadOnlySpan<byte> number)
    {
        number = number.TrimStart((byte)'-');
        var point = number.IndexOf((byte)'.');
        if (point < 0)
        {
            return number.Length <= MaxDigits;
        }

        // Zeros at either end are no digits that could be lost; the point is none either.
        var significant = number.TrimEnd((byte)'0').TrimStart("0."u8);
        return significant.Length - (significant.Contains((byte)'.') ? 1 : 0) <= MaxDigits;
    }

    /// <summary>Whether a binary floating-point number, written with the fewest digits, is one that a spreadsheet has.</summary>
    public static bool IsHeld(ReadOnlySpan<byte> number) =>
        number[^1] <= '9'
        && (!number.Contains((byte)'e') || (Utf8Parser.TryParse(number, out double value, out _) && (value == 0 || Math.Abs(value) is >= Smallest and <= Largest)));
}

using System.Globalization;

namespace SegmentExport.Packaging.Tests.Fuzz;

/// <summary>What a cell of a sheet says, in DuckDB's text of its type. A spreadsheet knows doubles alone: days and times are counted in days since the eve of 1900.</summary>
internal static class SheetTexts
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    // From 2079 on a double is too coarse for microseconds, and moments that are numbers are whole milliseconds.
    private const double CoarseFrom = 65_536;

    private static readonly DateTime Epoch = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The text of a cell as <see cref="Xlsx.SheetCells"/> gives it; null where there is none.</summary>
    public static string? Of(string cell, string sqlType)
    {
        var (kind, value) = cell == "-" ? ('-', "") : (cell[0], cell[2..]);
        return kind switch
        {
            '-' => null,
            's' => value,
            'b' => value == "1" ? "true" : "false",
            _ => OfNumber(value.Split(' ')[0], sqlType),
        };
    }

    private static string OfNumber(string digits, string sqlType)
    {
        var number = double.Parse(digits, CultureInfo.InvariantCulture);
        return sqlType switch
        {
            "DATE" => Epoch.AddDays(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "TIME" => Trim(Moment(number).ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture)),
            "TIMESTAMP" => Trim(Moment(number).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)),
            "TIMESTAMPTZ" => Trim(Moment(number).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)) + "+00",
            "FLOAT" or "DOUBLE" => digits,
            // A double that is shown with 15 digits, which is what a spreadsheet shows, is that number.
            "DECIMAL(14,3)" => Decimal(number, "F3"),
            "DECIMAL(38,9)" => Decimal(number, "F9"),
            _ => Decimal(number, "F0"),
        };
    }

    private static DateTime Moment(double serial)
    {
        var step = serial < CoarseFrom ? 1 : 1_000;
        var microseconds = (long)Math.Round((serial - Math.Truncate(serial)) * MicrosecondsPerDay / step) * step;
        return Epoch.AddDays(Math.Truncate(serial)).AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
    }

    private static string Decimal(double number, string format) =>
        decimal.Parse(number.ToString("G15", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture).ToString(format, CultureInfo.InvariantCulture);

    private static string Trim(string time) => time.TrimEnd('0').TrimEnd('.');
}

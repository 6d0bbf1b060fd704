using System.Text;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>The workbook's styles (ECMA-376 Part 1, section 18.8): one cell format for each <see cref="CellStyle"/>, the same in every workbook.</summary>
internal static class XlsxStyles
{
    /// <summary>The most digits behind the point that have a style of their own.</summary>
    public const int MaxScale = 10;

    // Ids below 164 are the programs' own formats.
    private const int FirstCustomFormat = 164;

    private static readonly string[] Formats =
    [
        "General",
        "General",
        @"yyyy\-mm\-dd",
        @"yyyy\-mm\-dd\ hh:mm:ss",
        @"yyyy\-mm\-dd\ hh:mm:ss.000",
        @"yyyy\-mm\-dd\ hh:mm:ss\Z",
        @"yyyy\-mm\-dd\ hh:mm:ss.000\Z",
        "hh:mm:ss",
        "hh:mm:ss.000",
        "0",
        .. Enumerable.Range(1, MaxScale).Select(scale => $"0.{new string('0', scale)}"),
    ];

    /// <summary>The style of numbers with so many digits behind the point.</summary>
    public static CellStyle OfScale(int scale) => scale <= MaxScale ? CellStyle.Whole + scale : CellStyle.General;

    /// <summary>The file <c>xl/styles.xml</c>.</summary>
    public static string Write()
    {
        var xml = new StringBuilder(XlsxPackage.Declaration)
            .Append("<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">")
            .Append($"<numFmts count=\"{Formats.Length - 2}\">");
        for (var i = (int)CellStyle.Date; i < Formats.Length; i++)
        {
            xml.Append($"<numFmt numFmtId=\"{FirstCustomFormat + i}\" formatCode=\"{Formats[i]}\"/>");
        }

        xml.Append("</numFmts>")
            .Append("<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>")
            .Append("<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>")
            .Append("<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>")
            .Append("<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>")
            .Append($"<cellXfs count=\"{Formats.Length}\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>")
            .Append("<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>");
        for (var i = (int)CellStyle.Date; i < Formats.Length; i++)
        {
            xml.Append($"<xf numFmtId=\"{FirstCustomFormat + i}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>");
        }

        return xml.Append("</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>").ToString();
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SegmentExport.Packaging.Xlsx;

namespace SegmentExport.Packaging.Tests.Xlsx;

/// <summary>The cells of a workbook as its XML has them: <c>b 1</c>, <c>n 12.5</c>, <c>n 45443 Date</c> with a style, <c>s text</c>, and <c>-</c> where there is none.</summary>
internal static partial class SheetCells
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>All sheets in order; each a row of names, then the rows.</summary>
    public static IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>> Read(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        var count = Part(zip, "xl/workbook.xml").Descendants(Main + "sheet").Count();
        return [.. Enumerable.Range(1, count).Select(number => Rows(Part(zip, $"xl/worksheets/sheet{number}.xml")))];
    }

    public static XElement Part(ZipArchive zip, string name)
    {
        using var content = zip.GetEntry(name)!.Open();
        return XElement.Load(content, LoadOptions.PreserveWhitespace);
    }

    private static List<IReadOnlyList<string>> Rows(XElement sheet)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var row in sheet.Element(Main + "sheetData")!.Elements())
        {
            rows.Add([.. row.Elements().Select(Cell)]);
            Assert.Equal(rows.Count, int.Parse(row.Attribute("r")!.Value, CultureInfo.InvariantCulture));
        }

        return rows;
    }

    private static string Cell(XElement cell)
    {
        if (!cell.HasElements)
        {
            return "-";
        }

        var style = cell.Attribute("s") is { } index ? $" {(CellStyle)int.Parse(index.Value, CultureInfo.InvariantCulture)}" : "";
        return cell.Attribute("t")?.Value switch
        {
            null => $"n {cell.Value}{style}",
            "b" => $"b {cell.Value}{style}",
            _ => $"s {Escape().Replace(cell.Value, match => $"{(char)Convert.ToUInt16(match.Groups[1].Value, 16)}")}{style}",
        };
    }

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escape();
}

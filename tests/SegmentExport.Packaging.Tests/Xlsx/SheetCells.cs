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
        var (rows, columns) = (new List<IReadOnlyList<string>>(), sheet.Descendants(Main + "col").Count());
        foreach (var row in sheet.Element(Main + "sheetData")!.Elements())
        {
            var number = rows.Count + 1;
            Assert.Equal(number, int.Parse(row.Attribute("r")!.Value, CultureInfo.InvariantCulture));
            var cells = row.Elements().ToDictionary(cell => cell.Attribute("r")!.Value, Cell);
            rows.Add([.. Enumerable.Range(0, columns).Select(column => cells.Remove($"{(char)('A' + column)}{number}", out var cell) ? cell : "-")]);
            Assert.Empty(cells);
        }

        return rows;
    }

    private static string Cell(XElement cell)
    {
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

using System.Text;
using SegmentExport.Packaging.About;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>The last sheet of a workbook: what it says about itself, in cells of text.</summary>
internal static class AboutSheet
{
    private const int InitialBytes = 4096;

    private const string Opening = XlsxPackage.Declaration
        + "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews><sheetView workbookViewId=\"0\"/></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>"
        + "<cols><col min=\"1\" max=\"1\" width=\"24\" customWidth=\"1\"/><col min=\"2\" max=\"2\" width=\"48\" customWidth=\"1\"/><col min=\"3\" max=\"3\" width=\"16\" customWidth=\"1\"/><col min=\"4\" max=\"4\" width=\"16\" customWidth=\"1\"/></cols><sheetData>";

    public static WorkbookSheet Lay(AboutTable about)
    {
        using var xml = new PlainBuffer(InitialBytes);
        xml.Write(Encoding.UTF8.GetBytes(Opening));
        var row = 0;
        foreach (var (name, value) in about.Facts)
        {
            WriteRow(++row, [(name, CellStyle.Header), (value, CellStyle.General)], xml);
        }

        WriteRow(++row, about.FieldHeader.Select(name => (name, CellStyle.Header)), xml);
        foreach (var field in about.Fields)
        {
            WriteRow(++row, field.Select(text => (text, CellStyle.General)), xml);
        }

        xml.Write("</sheetData></worksheet>"u8);
        return new(AboutTable.Title, new DeflateEntry().Add(xml.Written).End());
    }

    private static void WriteRow(int row, IEnumerable<(string Text, CellStyle Style)> cells, PlainBuffer xml)
    {
        xml.Write(Encoding.ASCII.GetBytes($"<row r=\"{row}\">"));
        foreach (var (column, (text, style)) in cells.Index())
        {
            xml.Write(Encoding.ASCII.GetBytes($"<c r=\"{ColumnLetters.Of(column + 1)}{row}\" s=\"{(int)style}"));
            XlsxText.Write(Encoding.UTF8.GetBytes(text), search: true, xml);
        }

        xml.Write("</row>"u8);
    }
}

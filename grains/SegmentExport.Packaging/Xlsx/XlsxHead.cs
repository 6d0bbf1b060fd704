using System.Collections.Immutable;
using System.Text;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>
/// How the rows of a sheet begin: the columns' widths and the row of names. Widths follow from names and types; only a packer knows the types, so the first part
/// holds this as a section of its own, which stands at the beginning of every sheet.
/// </summary>
internal static class XlsxHead
{
    private const int MaxWidth = 60;

    // Room for the bold font and the cell's padding.
    private const int NamePadding = 3;

    /// <summary>Writes it.</summary>
    public static void Write(ImmutableArray<ExportColumn> columns, ReadOnlySpan<XlsxCell> cells, bool displayNames, PlainBuffer output)
    {
        var names = columns.Select(column => displayNames ? column.Name : column.Field.Value).ToArray();
        output.Write("<cols>"u8);
        for (var i = 0; i < names.Length; i++)
        {
            var width = Math.Clamp(WidthOf(names[i]) + NamePadding, cells[i].Width, MaxWidth);
            output.Write(Encoding.ASCII.GetBytes($"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{width}\" customWidth=\"1\"/>"));
        }

        output.Write(Encoding.ASCII.GetBytes($"</cols><sheetData><row r=\"{SheetLayout.HeaderRow}\">"));
        for (var i = 0; i < names.Length; i++)
        {
            output.Write(Encoding.ASCII.GetBytes($"<c r=\"{ColumnLetters.Of(i + 1)}{SheetLayout.HeaderRow}\" s=\"{(int)CellStyle.Header}"));
            XlsxText.Write(Encoding.UTF8.GetBytes(names[i]), search: true, output);
        }

        output.Write("</row>"u8);
    }

    /// <summary>About how many digits of the default font a text is wide: a Chinese, Japanese or Korean character, or an emoji, is as wide as two.</summary>
    private static int WidthOf(string text) => text.EnumerateRunes().Sum(rune => rune.Value < 0x1100 ? 1 : 2);
}

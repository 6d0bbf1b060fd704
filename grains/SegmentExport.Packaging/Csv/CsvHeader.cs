using System.Collections.Immutable;
using System.Text;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Csv;

/// <summary>What stands before the first row of a CSV file.</summary>
internal static class CsvHeader
{
    /// <summary>The byte order mark where one is wanted, and the line of names.</summary>
    public static byte[] Write(ImmutableArray<ExportColumn> columns, FormatOptions options)
    {
        var dialect = new CsvDialect(options with { NullText = "" });
        using var output = new PlainBuffer(4096);
        if (options.ByteOrderMark)
        {
            output.Write([0xEF, 0xBB, 0xBF]);
        }

        for (var i = 0; i < columns.Length; i++)
        {
            if (i > 0)
            {
                output.Write(dialect.Delimiter);
            }

            _ = dialect.Write(Encoding.UTF8.GetBytes(options.DisplayNames ? columns[i].Name : columns[i].Field.Value), search: true, output);
        }

        output.Write(dialect.LineEnd);
        return output.Written.ToArray();
    }
}

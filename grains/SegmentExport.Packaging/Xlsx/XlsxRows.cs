using System.Globalization;
using Apache.Arrow;
using SegmentExport.Packaging.Columns;
using SegmentExport.Packaging.Formats;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>Writes rows as the <c>row</c> elements of sheets (ECMA-376 Part 1, section 18.3.1.73).</summary>
internal sealed class XlsxRows : RowEncoder
{
    private readonly XlsxCell[] _cells;

    public XlsxRows(ShardPackRequest request, Schema schema)
    {
        _cells = ShardColumns.Create(request, schema, new XlsxCells());
        for (var i = 0; i < _cells.Length; i++)
        {
            _cells[i].Field = request.Columns[i].Field.Value;
        }
    }

    /// <summary>The writers of the columns.</summary>
    public ReadOnlySpan<XlsxCell> Cells => _cells;

    /// <summary>The number that the next row bears in its sheet.</summary>
    public long RowNumber { get; set; }

    /// <inheritdoc />
    public override void Bind(RecordBatch batch)
    {
        for (var i = 0; i < _cells.Length; i++)
        {
            _cells[i].Bind(batch.Column(i).Data);
        }
    }

    /// <inheritdoc />
    public override void Write(int row, PlainBuffer output)
    {
        var room = output.Reserve(40);
        "<row r=\""u8.CopyTo(room);
        _ = RowNumber.TryFormat(room[8..], out var digits, default, CultureInfo.InvariantCulture);
        "\">"u8.CopyTo(room[(8 + digits)..]);
        output.Advance(10 + digits);
        RowNumber++;
        foreach (var cell in _cells)
        {
            cell.Write(row, output);
        }

        output.Write("</row>"u8);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var cell in _cells)
        {
            cell.Dispose();
        }
    }
}

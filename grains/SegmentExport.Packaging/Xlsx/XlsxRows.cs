using Apache.Arrow;
using SegmentExport.Packaging.Columns;
using SegmentExport.Packaging.Formats;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>Writes rows as the <c>row</c> elements of sheets (ECMA-376 Part 1, section 18.3.1.73).</summary>
internal sealed class XlsxRows : RowEncoder
{
    private readonly XlsxCell[] _cells;
    private readonly RowNumber _number = new();
    private long _next;

    public XlsxRows(ShardPackRequest request, Schema schema)
    {
        _cells = ShardColumns.Create(request, schema, new XlsxCells());
        for (var i = 0; i < _cells.Length; i++)
        {
            _cells[i].Place(request.Columns[i].Field.Value, i + 1, _number);
        }
    }

    /// <summary>The writers of the columns.</summary>
    public ReadOnlySpan<XlsxCell> Cells => _cells;

    /// <summary>Says which number in its sheet the next row has.</summary>
    public void GoTo(long number) => _next = number;

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
        _number.Set(_next++);
        output.Write("<row r=\""u8);
        output.Advance(_number.Write(output.Reserve(RowNumber.Room)));
        output.Write("\">"u8);
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

using Apache.Arrow;
using SegmentExport.Packaging.Columns;
using SegmentExport.Packaging.Formats;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Csv;

/// <summary>Writes rows as lines of CSV.</summary>
internal sealed class CsvRows : RowEncoder
{
    private readonly CsvDialect _dialect;
    private readonly CsvCell[] _cells;

    public CsvRows(ShardPackRequest request, Schema schema)
    {
        _dialect = new(request.Options);
        _cells = ShardColumns.Create(request, schema, new CsvCells(_dialect));
    }

    /// <inheritdoc />
    public override long NeutralizedCells => _cells.Sum(cell => cell.Neutralized);

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
        _cells[0].Write(row, output);
        for (var i = 1; i < _cells.Length; i++)
        {
            output.Write(_dialect.Delimiter);
            _cells[i].Write(row, output);
        }

        output.Write(_dialect.LineEnd);
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

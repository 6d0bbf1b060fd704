using System.Text;
using Apache.Arrow;
using SegmentExport.Packaging.Columns;
using SegmentExport.Packaging.Formats;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Jsonl;

/// <summary>Writes rows as JSON objects, one a line, with the field ids as names; a missing value is <c>null</c>.</summary>
internal sealed class JsonlRows : RowEncoder
{
    private readonly JsonCell[] _cells;
    private readonly byte[][] _names;

    public JsonlRows(ShardPackRequest request, Schema schema)
    {
        _cells = ShardColumns.Create(request, schema, new JsonCells());
        _names = [.. request.Columns.Select((column, i) => Name(column.Field.Value, isFirst: i == 0))];
    }

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
        for (var i = 0; i < _cells.Length; i++)
        {
            output.Write(_names[i]);
            _cells[i].Write(row, output);
        }

        output.Write("}\n"u8);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var cell in _cells)
        {
            cell.Dispose();
        }
    }

    private static byte[] Name(string field, bool isFirst)
    {
        using var output = new PlainBuffer(256);
        output.Write(isFirst ? (byte)'{' : (byte)',');
        JsonText.Write(Encoding.UTF8.GetBytes(field), search: true, output);
        output.Write((byte)':');
        return output.Written.ToArray();
    }
}

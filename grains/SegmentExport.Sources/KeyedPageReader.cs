using Apache.Arrow;
using SegmentExport.Packaging;

namespace SegmentExport.Sources;

/// <summary>A page's rows, each with the text of its key, which is its place: keys outlive changes.</summary>
/// <param name="rows">Reads the columns and, last, the key.</param>
internal sealed class KeyedPageReader(IRowBatchReader rows) : IRowPageReader
{
    private string[] _keys = [];

    /// <inheritdoc />
    public Schema Schema { get; } = new(rows.Schema.FieldsList.SkipLast(1), null);

    /// <inheritdoc />
    public RecordBatch? Read(CancellationToken cancellationToken)
    {
        if (rows.Read(cancellationToken) is not { } batch)
        {
            return null;
        }

        var keys = (StringArray)batch.Column(batch.ColumnCount - 1);
        _keys = [.. Enumerable.Range(0, batch.Length).Select(row => keys.GetString(row))];
        return new(Schema, batch.Arrays.SkipLast(1), batch.Length);
    }

    /// <inheritdoc />
    public string PositionOf(int row) => _keys[row];

    /// <inheritdoc />
    public void Dispose() => rows.Dispose();
}

using Apache.Arrow;
using Apache.Arrow.Types;
using SegmentExport.Packaging.Columns;

namespace SegmentExport.Packaging.Parquet;

/// <summary>Booleans, a bit each.</summary>
internal sealed class BooleanValues : ParquetColumn
{
    private readonly FixedColumn<byte> _column = new();
    private readonly BitBuffer _values = new();

    /// <inheritdoc />
    public override long Bytes => _values.Memory.Length;

    /// <inheritdoc />
    public override IArrowType TypeOf(IArrowType source) => source;

    /// <inheritdoc />
    public override void Bind(ArrayData data) => _column.Bind(data);

    /// <inheritdoc />
    public override void Append(int row, int count)
    {
        for (var i = row; i < row + count; i++)
        {
            var isNull = _column.IsNull(i);
            Validity.Add(!isNull);
            _values.Add(!isNull && _column.Get(i) != 0);
        }
    }

    /// <inheritdoc />
    public override void Sample(int step, DistinctCounter counter)
    {
        // Parquet has no dictionaries of booleans.
    }

    /// <inheritdoc />
    public override void Clear()
    {
        base.Clear();
        _values.Clear();
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _column.Dispose();
        _values.Dispose();
    }

    /// <inheritdoc />
    protected override IEnumerable<ArrowBuffer> Buffers() => [new(_values.Memory)];
}

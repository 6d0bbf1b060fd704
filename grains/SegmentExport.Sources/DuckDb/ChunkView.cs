using Apache.Arrow;
using Apache.Arrow.C;
using Apache.Arrow.Types;

namespace SegmentExport.Sources.DuckDb;

/// <summary>
/// A chunk of DuckDB as a record batch. Where all columns are flat, the batch's objects are used again for the next chunk of as many rows: nothing is allocated for a
/// chunk. Others are imported anew each time.
/// </summary>
internal sealed unsafe class ChunkView(Schema schema) : IDisposable
{
    // Chunks have 2,048 rows, or what a condition leaves of them: few numbers come again and again.
    private const int MaxBatches = 256;
    private const int MaxBuffers = 3;

    private readonly bool _isFlat = schema.FieldsList.All(field => field.DataType is FixedWidthType or StringType && field.DataType is not DictionaryType);
    private readonly ForeignMemory[] _memory = [.. Enumerable.Range(0, schema.FieldsList.Count * MaxBuffers).Select(_ => new ForeignMemory())];
    private readonly Dictionary<int, RecordBatch> _batches = [];
    private CArrowArray* _array;
    private RecordBatch? _imported;

    /// <summary>Takes the place of the last chunk, which is let go.</summary>
    /// <returns>The array that DuckDB is to fill.</returns>
    public CArrowArray* Next()
    {
        Dispose();
        return _array = CArrowArray.Create();
    }

    /// <summary>The filled array as a batch; valid until <see cref="Next"/>.</summary>
    public RecordBatch View()
    {
        if (!_isFlat || _array->offset != 0)
        {
            return _imported = CArrowArrayImporter.ImportRecordBatch(_array, schema);
        }

        var rows = checked((int)_array->length);
        if (!_batches.TryGetValue(rows, out var batch))
        {
            if (_batches.Count == MaxBatches)
            {
                _batches.Clear();
            }

            batch = _batches[rows] = Create(rows);
        }

        for (var i = 0; i < schema.FieldsList.Count; i++)
        {
            Bind(batch.Column(i).Data, _array->children[i], i);
        }

        return batch;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _imported?.Dispose();
        _imported = null;
        if (_array != null)
        {
            CArrowArray.Free(_array);
            _array = null;
        }
    }

    private RecordBatch Create(int rows) => new(schema, schema.FieldsList.Select(field => ArrowArrayFactory.BuildArray(
        new ArrayData(field.DataType, rows, 0, 0, new ArrowBuffer[field.DataType is StringType ? MaxBuffers : MaxBuffers - 1]))), rows);

    // The layouts of the Arrow columnar format: validity, values; validity, offsets, text.
    private void Bind(ArrayData data, CArrowArray* column, int index)
    {
        var memory = _memory.AsSpan(index * MaxBuffers, MaxBuffers);
        var rows = column->length;
        var buffers = column->buffers;
        if (column->offset != 0)
        {
            throw new NotSupportedException("DuckDB gives its chunks without an offset.");
        }

        data.NullCount = (int)column->null_count;
        data.Buffers[0] = new(memory[0].At(buffers[0], (rows + 7) / 8));
        if (data.DataType is FixedWidthType values)
        {
            data.Buffers[1] = new(memory[1].At(buffers[1], ((rows * values.BitWidth) + 7) / 8));
            return;
        }

        data.Buffers[1] = new(memory[1].At(buffers[1], (rows + 1) * sizeof(int)));
        data.Buffers[2] = new(memory[2].At(buffers[2], ((int*)buffers[1])[rows]));
    }
}

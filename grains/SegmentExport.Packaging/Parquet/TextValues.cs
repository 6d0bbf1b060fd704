using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using SegmentExport.Packaging.Columns;

namespace SegmentExport.Packaging.Parquet;

/// <summary>Text, masked or not, however the source lays it out.</summary>
internal sealed class TextValues<TSource> : ParquetColumn
    where TSource : class, ITextSource
{
    private readonly TSource _source;
    private readonly NativeBuffer _text = new();
    private readonly NativeBuffer _ends = new();

    public TextValues(TSource source)
    {
        _source = source;
        AddEnd();
    }

    /// <inheritdoc />
    public override long Bytes => _text.Length + _ends.Length;

    private ReadOnlySpan<int> Ends => MemoryMarshal.Cast<byte, int>(_ends.GetSpan());

    /// <inheritdoc />
    public override IArrowType TypeOf(IArrowType source) => StringType.Default;

    /// <inheritdoc />
    public override void Bind(ArrayData data) => _source.Bind(data);

    /// <inheritdoc />
    public override void Append(int row, int count)
    {
        for (var i = row; i < row + count; i++)
        {
            var hasValue = _source.TryGet(i, out var text);
            Validity.Add(hasValue);
            _text.Write(text);
            AddEnd();
        }
    }

    /// <inheritdoc />
    public override void Sample(int step, DistinctCounter counter)
    {
        for (var i = 0; i < Validity.Count; i += step)
        {
            counter.Add(_text.GetSpan()[Ends[i]..Ends[i + 1]]);
        }
    }

    /// <inheritdoc />
    public override void Clear()
    {
        base.Clear();
        _text.Clear();
        _ends.Clear();
        AddEnd();
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _source.Dispose();
        ((IDisposable)_text).Dispose();
        ((IDisposable)_ends).Dispose();
    }

    /// <inheritdoc />
    protected override IEnumerable<ArrowBuffer> Buffers() => [new(_ends.Memory), new(_text.Memory)];

    private void AddEnd()
    {
        MemoryMarshal.Write(_ends.Reserve(sizeof(int)), _text.Length);
        _ends.Advance(sizeof(int));
    }
}

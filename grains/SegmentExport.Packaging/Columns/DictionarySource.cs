using System.Buffers;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace SegmentExport.Packaging.Columns;

/// <summary>A column of indices into a small column of texts, such as an enumeration of the database.</summary>
internal sealed unsafe class DictionarySource(DictionaryType type, ITextSource values) : ITextSource
{
    private readonly ColumnBuffers _buffers = new();
    private readonly int _width = ((FixedWidthType)type.IndexType).BitWidth / 8;
    private byte* _indices;

    /// <inheritdoc />
    public void Bind(ArrayData data)
    {
        _buffers.Bind(data);
        _indices = _buffers.Pin(data.Buffers[1]) + ((long)data.Offset * _width);
        values.Bind(data.Dictionary);
    }

    /// <inheritdoc />
    public bool TryGet(int row, out ReadOnlySpan<byte> text)
    {
        if (_buffers.IsNull(row))
        {
            text = default;
            return false;
        }

        var index = _width switch
        {
            1 => _indices[row],
            2 => ((ushort*)_indices)[row],
            4 => ((int*)_indices)[row],
            _ => checked((int)((long*)_indices)[row]),
        };
        return values.TryGet(index, out text);
    }

    /// <inheritdoc />
    public bool MayContain(SearchValues<byte> bytes) => values.MayContain(bytes);

    /// <inheritdoc />
    public void Dispose()
    {
        _buffers.Dispose();
        values.Dispose();
    }
}

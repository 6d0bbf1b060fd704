using System.Buffers;
using Apache.Arrow;

namespace SegmentExport.Packaging.Columns;

/// <summary>A large_utf8 column: offsets of 64 bits into one buffer.</summary>
internal sealed unsafe class LargeUtf8Source : ITextSource
{
    private readonly ColumnBuffers _buffers = new();
    private long* _offsets;
    private byte* _text;

    /// <inheritdoc />
    public void Bind(ArrayData data)
    {
        _buffers.Bind(data);
        _offsets = (long*)_buffers.Pin(data.Buffers[1]) + data.Offset;
        _text = _buffers.Pin(data.Buffers[2]);
    }

    /// <inheritdoc />
    public bool TryGet(int row, out ReadOnlySpan<byte> text)
    {
        if (_buffers.IsNull(row))
        {
            text = default;
            return false;
        }

        text = new(_text + _offsets[row], checked((int)(_offsets[row + 1] - _offsets[row])));
        return true;
    }

    /// <inheritdoc />
    public bool MayContain(SearchValues<byte> bytes) => true;

    /// <inheritdoc />
    public void Dispose() => _buffers.Dispose();
}

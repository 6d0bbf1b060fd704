using System.Buffers;
using Apache.Arrow;

namespace SegmentExport.Packaging.Columns;

/// <summary>A utf8 column: offsets of 32 bits into one buffer.</summary>
internal sealed unsafe class Utf8Source : ITextSource
{
    private readonly ColumnBuffers _buffers = new();
    private int* _offsets;
    private byte* _text;

    /// <inheritdoc />
    public void Bind(ArrayData data)
    {
        _buffers.Bind(data);
        _offsets = (int*)_buffers.Pin(data.Buffers[1]) + data.Offset;
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

        text = new(_text + _offsets[row], _offsets[row + 1] - _offsets[row]);
        return true;
    }

    /// <inheritdoc />
    public bool MayContain(SearchValues<byte> bytes) =>
        _buffers.Length > 0 && new ReadOnlySpan<byte>(_text + _offsets[0], _offsets[_buffers.Length] - _offsets[0]).ContainsAny(bytes);

    /// <inheritdoc />
    public void Dispose() => _buffers.Dispose();
}

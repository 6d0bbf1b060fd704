using System.Buffers;
using Apache.Arrow;

namespace SegmentExport.Packaging.Columns;

/// <summary>A utf8_view column: short texts in the view itself, longer ones in one of several buffers (Arrow columnar format, "Variable-size Binary View").</summary>
internal sealed unsafe class Utf8ViewSource : ITextSource
{
    private const int ViewBytes = 16;
    private const int InlineBytes = 12;

    private readonly ColumnBuffers _buffers = new();
    private byte*[] _texts = [];
    private byte* _views;

    /// <inheritdoc />
    public void Bind(ArrayData data)
    {
        _buffers.Bind(data);
        _views = _buffers.Pin(data.Buffers[1]) + ((long)data.Offset * ViewBytes);
        var count = data.Buffers.Length - 2;
        if (_texts.Length < count)
        {
            _texts = new byte*[count];
        }

        for (var i = 0; i < count; i++)
        {
            _texts[i] = _buffers.Pin(data.Buffers[i + 2]);
        }
    }

    /// <inheritdoc />
    public bool TryGet(int row, out ReadOnlySpan<byte> text)
    {
        if (_buffers.IsNull(row))
        {
            text = default;
            return false;
        }

        var view = _views + ((long)row * ViewBytes);
        var length = *(int*)view;
        text = new(length <= InlineBytes ? view + 4 : _texts[*(int*)(view + 8)] + *(int*)(view + 12), length);
        return true;
    }

    /// <inheritdoc />
    public bool MayContain(SearchValues<byte> bytes) => true;

    /// <inheritdoc />
    public void Dispose() => _buffers.Dispose();
}

using System.Buffers;
using Apache.Arrow;

namespace SegmentExport.Packaging.Columns;

/// <summary>The values of a column of fixed width as text: what masking works on.</summary>
internal sealed class FixedText<T, TFormat>(TFormat format) : ITextSource
    where T : unmanaged
    where TFormat : struct, IValueFormat<T>
{
    private readonly FixedColumn<T> _column = new();
    private readonly byte[] _text = new byte[format.MaxLength];

    /// <inheritdoc />
    public void Bind(ArrayData data) => _column.Bind(data);

    /// <inheritdoc />
    public bool TryGet(int row, out ReadOnlySpan<byte> text)
    {
        if (_column.IsNull(row))
        {
            text = default;
            return false;
        }

        text = _text.AsSpan(0, format.Write(_column.Get(row), _text));
        return true;
    }

    /// <inheritdoc />
    public bool MayContain(SearchValues<byte> bytes) => true;

    /// <inheritdoc />
    public void Dispose()
    {
        _column.Dispose();
        System.Array.Clear(_text);
    }
}

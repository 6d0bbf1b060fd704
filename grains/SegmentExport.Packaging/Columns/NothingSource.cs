using System.Buffers;
using Apache.Arrow;

namespace SegmentExport.Packaging.Columns;

/// <summary>A column that never has a value.</summary>
internal sealed class NothingSource : ITextSource
{
    /// <inheritdoc />
    public void Bind(ArrayData data)
    {
    }

    /// <inheritdoc />
    public bool TryGet(int row, out ReadOnlySpan<byte> text)
    {
        text = default;
        return false;
    }

    /// <inheritdoc />
    public bool MayContain(SearchValues<byte> bytes) => false;

    /// <inheritdoc />
    public void Dispose()
    {
    }
}

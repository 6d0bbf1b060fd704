using System.Buffers;
using Apache.Arrow;
using SegmentExport.Packaging.Masking;

namespace SegmentExport.Packaging.Columns;

/// <summary>A column's values as masked text. Raw text lives only in the batch and in the inner source.</summary>
internal sealed class MaskedSource(ITextSource raw, ValueMask mask) : ITextSource
{
    private byte[] _masked = new byte[256];

    /// <inheritdoc />
    public void Bind(ArrayData data) => raw.Bind(data);

    /// <inheritdoc />
    public bool TryGet(int row, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!raw.TryGet(row, out var value))
        {
            return false;
        }

        var most = mask.MaxLength(value.Length);
        if (_masked.Length < most)
        {
            _masked = new byte[Math.Max(most, 2 * _masked.Length)];
        }

        var written = mask.Mask(value, _masked);
        if (written < 0)
        {
            return false;
        }

        text = _masked.AsSpan(0, written);
        return true;
    }

    /// <inheritdoc />
    public bool MayContain(SearchValues<byte> bytes) => true;

    /// <inheritdoc />
    public void Dispose()
    {
        raw.Dispose();
        System.Array.Clear(_masked);
    }
}

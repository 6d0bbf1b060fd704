using System.Buffers;
using Apache.Arrow;
using SegmentExport.Packaging.Masking;
using SegmentExport.Packaging.Masking.Hashing;

namespace SegmentExport.Packaging.Columns;

/// <summary>A column's values as hashes: what <see cref="HashMask"/> gives, for a batch at a time.</summary>
internal sealed class HashedSource(ITextSource raw, ReadOnlyMemory<byte> key) : ITextSource
{
    private readonly HmacLanes _lanes = new(key.Span);
    private readonly HashMask _single = new(key.Span);
    private byte[] _results = [];
    private short[] _lengths = [];

    /// <inheritdoc />
    public void Bind(ArrayData data)
    {
        raw.Bind(data);
        if (_lengths.Length < data.Length)
        {
            _lengths = new short[data.Length];
            _results = new byte[data.Length * HmacLanes.ResultLength];
        }

        for (var row = 0; row < data.Length; row++)
        {
            _lengths[row] = Hash(row);
        }

        _lanes.Flush(_results);
    }

    /// <inheritdoc />
    public bool TryGet(int row, out ReadOnlySpan<byte> text)
    {
        var length = _lengths[row];
        text = length > 0 ? _results.AsSpan(row * HmacLanes.ResultLength, length) : default;
        return length >= 0;
    }

    /// <inheritdoc />
    public bool MayContain(SearchValues<byte> bytes) => true;

    /// <inheritdoc />
    public void Dispose()
    {
        raw.Dispose();
        _lanes.Clear();
    }

    private short Hash(int row)
    {
        if (!raw.TryGet(row, out var value))
        {
            return -1;
        }

        if (value.Length is 0 or > HmacLanes.MaxValueLength)
        {
            return (short)_single.Mask(value, _results.AsSpan(row * HmacLanes.ResultLength, HmacLanes.ResultLength));
        }

        _lanes.Add(value, row, _results);
        return HmacLanes.ResultLength;
    }
}

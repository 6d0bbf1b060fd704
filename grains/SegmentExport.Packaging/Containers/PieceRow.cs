using System.Collections.Immutable;
using System.Security.Cryptography;

namespace SegmentExport.Packaging.Containers;

/// <summary>Pieces one behind the other, any stretch of which can be had.</summary>
internal sealed class PieceRow
{
    private readonly ImmutableArray<Piece> _pieces;
    private readonly long[] _starts;

    public PieceRow(IEnumerable<Piece> pieces)
    {
        _pieces = [.. pieces.Where(piece => piece.Length > 0)];
        _starts = new long[_pieces.Length];
        for (var i = 0; i < _pieces.Length; i++)
        {
            _starts[i] = Length;
            Length += _pieces[i].Length;
        }
    }

    /// <summary>Of all of them, in bytes.</summary>
    public long Length { get; }

    /// <summary>Adds what decides the bytes, without reading a part.</summary>
    public void Describe(IncrementalHash digest)
    {
        foreach (var piece in _pieces)
        {
            piece.Describe(digest);
        }
    }

    /// <summary>Writes a stretch, reading only the parts that it touches.</summary>
    public async ValueTask CopyToAsync(IPartReader parts, Stream destination, long offset, long length, CancellationToken cancellationToken)
    {
        for (var i = IndexOf(offset); length > 0; i++)
        {
            var within = offset - _starts[i];
            var take = Math.Min(length, _pieces[i].Length - within);
            await _pieces[i].CopyToAsync(parts, destination, within, take, cancellationToken);
            (offset, length) = (offset + take, length - take);
        }
    }

    private int IndexOf(long offset)
    {
        var found = Array.BinarySearch(_starts, offset);
        return found >= 0 ? found : Math.Max(0, ~found - 1);
    }
}

using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Checksums;

namespace SegmentExport.Packaging.Containers;

/// <summary>One raw deflate stream out of literal text and stored fragments, with its checksum and lengths.</summary>
internal sealed class DeflateEntry
{
    private readonly List<Piece> _pieces = [];

    /// <summary>The stream, once it is ended.</summary>
    public IReadOnlyList<Piece> Pieces => _pieces;

    /// <summary>CRC-32 of the text so far.</summary>
    public uint Crc32 { get; private set; }

    /// <summary>Length of the text so far, in bytes.</summary>
    public long PlainBytes { get; private set; }

    /// <summary>Length of the stream so far, in bytes.</summary>
    public long StoredBytes { get; private set; }

    /// <summary>Adds text that the container brings.</summary>
    public DeflateEntry Add(ReadOnlySpan<byte> text)
    {
        Add(new LiteralPiece(DeflateLiterals.Store(text)));
        Count(System.IO.Hashing.Crc32.HashToUInt32(text), text.Length);
        return this;
    }

    /// <summary>Adds a fragment of a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="start">Where the section begins in it, in stored bytes.</param>
    /// <param name="section">The section.</param>
    public DeflateEntry Add(PackedShard part, long start, PartSection section)
    {
        Add(new StoredPiece(part, start, section.StoredBytes));
        Count(section.Crc32, section.PlainBytes);
        return this;
    }

    /// <summary>Adds all fragments of parts.</summary>
    public DeflateEntry Add(IEnumerable<PackedShard> parts)
    {
        foreach (var part in parts)
        {
            var start = 0L;
            foreach (var section in part.Sections)
            {
                Add(part, start, section);
                start += section.StoredBytes;
            }
        }

        return this;
    }

    /// <summary>Ends the stream.</summary>
    public DeflateEntry End()
    {
        Add(new LiteralPiece(DeflateLiterals.FinalBlock.ToArray()));
        return this;
    }

    private void Add(Piece piece)
    {
        _pieces.Add(piece);
        StoredBytes += piece.Length;
    }

    private void Count(uint crc32, long length)
    {
        Crc32 = Crc32Combiner.Combine(Crc32, crc32, length);
        PlainBytes += length;
    }
}

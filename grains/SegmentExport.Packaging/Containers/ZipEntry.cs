namespace SegmentExport.Packaging.Containers;

/// <summary>A file in a zip.</summary>
/// <param name="Name">Its path within the zip, with slashes.</param>
/// <param name="Deflated">Whether its bytes are a deflate stream; otherwise they are the file as it is.</param>
/// <param name="Crc32">CRC-32 of the file.</param>
/// <param name="PlainBytes">The file's length.</param>
/// <param name="Pieces">Its bytes in the zip.</param>
internal sealed record ZipEntry(string Name, bool Deflated, uint Crc32, long PlainBytes, IReadOnlyList<Piece> Pieces)
{
    /// <summary>Length of its bytes in the zip.</summary>
    public long StoredBytes => Pieces.Sum(piece => piece.Length);

    /// <summary>Whether its bytes are encrypted: salt, verifier, encrypted bytes, authentication code (<see cref="Protection.ProtectedZip"/>).</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>A file that the container brings.</summary>
    public static ZipEntry Literal(string name, ReadOnlyMemory<byte> file) =>
        new(name, Deflated: false, System.IO.Hashing.Crc32.HashToUInt32(file.Span), file.Length, [new LiteralPiece(file)]);

    /// <summary>A file out of fragments.</summary>
    public static ZipEntry Of(string name, DeflateEntry entry) => new(name, Deflated: true, entry.Crc32, entry.PlainBytes, entry.Pieces);
}

using System.Security.Cryptography;

namespace SegmentExport.Packaging.Containers;

/// <summary>Bytes that the container itself brings: headers, directories, trailers.</summary>
internal sealed class LiteralPiece(ReadOnlyMemory<byte> bytes) : Piece
{
    /// <inheritdoc />
    public override long Length => bytes.Length;

    /// <inheritdoc />
    public override void Describe(IncrementalHash digest)
    {
        digest.AppendData("literal"u8);
        digest.AppendData(BitConverter.GetBytes(bytes.Length));
        digest.AppendData(bytes.Span);
    }

    /// <inheritdoc />
    public override ValueTask CopyToAsync(IPartReader parts, Stream destination, long offset, long length, CancellationToken cancellationToken) =>
        destination.WriteAsync(bytes.Slice((int)offset, (int)length), cancellationToken);
}

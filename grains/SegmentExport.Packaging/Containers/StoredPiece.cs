using System.Security.Cryptography;
using System.Text;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Packaging.Containers;

/// <summary>A section of a part, as it is stored.</summary>
/// <param name="part">The part.</param>
/// <param name="start">Where the section begins in the part, in bytes.</param>
/// <param name="length">The section's stored length, in bytes.</param>
internal sealed class StoredPiece(PackedShard part, long start, long length) : Piece
{
    /// <inheritdoc />
    public override long Length => length;

    /// <inheritdoc />
    public override void Describe(IncrementalHash digest)
    {
        digest.AppendData("stored"u8);
        digest.AppendData(Encoding.ASCII.GetBytes($"{part.Sha256} {start} {length}"));
    }

    /// <inheritdoc />
    public override async ValueTask CopyToAsync(IPartReader parts, Stream destination, long offset, long length, CancellationToken cancellationToken)
    {
        var stored = await parts.OpenAsync(part.Index, start + offset, length, cancellationToken);
        await using (stored)
        {
            await ExactCopy.CopyAsync(stored, destination, length, cancellationToken);
        }
    }
}

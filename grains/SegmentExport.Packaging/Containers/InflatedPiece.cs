using System.Security.Cryptography;
using System.Text;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Containers;

/// <summary>A section of a part, as it was before compression. Reading from within it decompresses it from its beginning.</summary>
/// <param name="part">The part.</param>
/// <param name="start">Where the section begins in the part, in stored bytes.</param>
/// <param name="section">The section.</param>
/// <param name="compression">How it is stored.</param>
internal sealed class InflatedPiece(PackedShard part, long start, PartSection section, PartCompression compression) : Piece
{
    /// <inheritdoc />
    public override long Length => section.PlainBytes;

    /// <inheritdoc />
    public override void Describe(IncrementalHash digest)
    {
        digest.AppendData("inflated"u8);
        digest.AppendData(Encoding.ASCII.GetBytes($"{part.Sha256} {start} {section.StoredBytes} {section.PlainBytes}"));
    }

    /// <inheritdoc />
    public override async ValueTask CopyToAsync(IPartReader parts, Stream destination, long offset, long length, CancellationToken cancellationToken)
    {
        var stored = await parts.OpenAsync(part.Index, start, section.StoredBytes, cancellationToken);
        await using (stored)
        {
            var plain = FragmentDecoder.Open(stored, compression);
            await using (plain)
            {
                await ExactCopy.CopyAsync(plain, Stream.Null, offset, cancellationToken);
                await ExactCopy.CopyAsync(plain, destination, length, cancellationToken);
            }
        }
    }
}

using System.Security.Cryptography;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Packaging.Containers.Protection;

/// <summary>The bytes of a file in a zip, encrypted; a stretch reads no more than the stretch.</summary>
/// <param name="plain">The bytes before they are encrypted.</param>
/// <param name="protection">Encrypts them.</param>
internal sealed class EncryptedPiece(PieceRow plain, EntryProtection protection) : Piece
{
    /// <inheritdoc />
    public override long Length => plain.Length;

    /// <inheritdoc />
    public override void Describe(IncrementalHash digest)
    {
        // The code depends on key and bytes, and the zip has it in clear.
        digest.AppendData("encrypted"u8);
        digest.AppendData(protection.Salt.AsSpan());
        digest.AppendData(protection.Code.AsSpan());
        plain.Describe(digest);
    }

    /// <inheritdoc />
    public override async ValueTask CopyToAsync(IPartReader parts, Stream destination, long offset, long length, CancellationToken cancellationToken)
    {
        await using var encrypting = new CounterStream(destination, protection.Key.AsSpan(), offset);
        await plain.CopyToAsync(parts, encrypting, offset, length, cancellationToken);
    }
}

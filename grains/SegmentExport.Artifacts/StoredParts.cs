using SegmentExport.Artifacts.Sealing;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging;

namespace SegmentExport.Artifacts;

/// <summary>The stored parts of one artifact, for containers to read; sealed ones are opened on the way. A stretch touches only the chunks that it lies in.</summary>
/// <param name="store">Where they are.</param>
/// <param name="artifact">Whose parts.</param>
/// <param name="key">The key that they are sealed with; null is enough where none is sealed.</param>
public sealed class StoredParts(IArtifactStore store, ArtifactDescription artifact, ArtifactKey? key) : IPartReader
{
    /// <inheritdoc />
    public async ValueTask<Stream> OpenAsync(int part, long offset, long length, CancellationToken cancellationToken)
    {
        var packed = artifact.Parts[part];
        return packed.KeyId is null
            ? await store.OpenPartAsync(artifact.Task, part, offset, length, cancellationToken)
            : await OpenSealedAsync(part, packed.StoredBytes, offset, length, cancellationToken);
    }

    private async ValueTask<Stream> OpenSealedAsync(int part, long partLength, long offset, long length, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, partLength - length);
        if (length == 0)
        {
            return Stream.Null;
        }

        var cipher = await ReadHeaderAsync(part, cancellationToken);
        try
        {
            var (first, last) = (offset / SealedLayout.ChunkBytes, (offset + length - 1) / SealedLayout.ChunkBytes);
            var end = SealedLayout.OffsetOf(last) + SealedLayout.LengthOf(last, partLength) + SealedLayout.TagBytes;
            var start = SealedLayout.OffsetOf(first);
            return new OpenedStretch(await store.OpenPartAsync(artifact.Task, part, start, end - start, cancellationToken), cipher, partLength, offset, length);
        }
        catch
        {
            cipher.Dispose();
            throw;
        }
    }

    private async ValueTask<PartCipher> ReadHeaderAsync(int part, CancellationToken cancellationToken)
    {
        var own = key ?? throw new InvalidOperationException("The parts are sealed, and there is no key to open them with.");
        var header = new byte[SealedLayout.HeaderBytes];
        await using var stored = await store.OpenPartAsync(artifact.Task, part, 0, header.Length, cancellationToken);
        await stored.ReadExactlyAsync(header, cancellationToken);
        return header.AsSpan().StartsWith(SealedLayout.Mark)
            ? new(own, artifact.Task, part, header.AsSpan(SealedLayout.Mark.Length))
            : throw OpenedStretch.Damaged();
    }
}

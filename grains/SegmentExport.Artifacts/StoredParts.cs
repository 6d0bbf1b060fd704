using SegmentExport.Artifacts.Sealing;
using SegmentExport.Domain.Errors;
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
        return packed.KeyId is not null || await IsMarkedAsync(part, cancellationToken)
            ? await OpenSealedAsync(part, packed.StoredBytes, offset, length, cancellationToken)
            : await store.OpenPartAsync(artifact.Task, part, offset, length, cancellationToken);
    }

    /// <summary>Whether a part is sealed whose record does not say so: while a cluster is upgraded, a silo of a version that sealed none may have written the record.</summary>
    private async ValueTask<bool> IsMarkedAsync(int part, CancellationToken cancellationToken)
    {
        try
        {
            var begin = new byte[SealedLayout.Mark.Length];
            await using var stored = await store.OpenPartAsync(artifact.Task, part, 0, begin.Length, cancellationToken);
            await stored.ReadExactlyAsync(begin, cancellationToken);
            return begin.AsSpan().SequenceEqual(SealedLayout.Mark);
        }
        catch (PackagingException)
        {
            // Shorter than that, or not to be read; which one, the stretch itself tells.
            return false;
        }
    }

    private async ValueTask<Stream> OpenSealedAsync(int part, long partLength, long offset, long length, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, partLength - length);
        if (length == 0)
        {
            return Stream.Null;
        }

        var own = key ?? throw new PackagingException(ErrorCodes.StoreUnavailable, "The file is encrypted, and a silo of an earlier version has no key for it. Try again once it is replaced.", isTransient: true);
        var (first, last) = (offset / SealedLayout.ChunkBytes, (offset + length - 1) / SealedLayout.ChunkBytes);
        var end = SealedLayout.OffsetOf(last) + SealedLayout.LengthOf(last, partLength) + SealedLayout.TagBytes;

        // The first chunk lies right behind the header: a stretch that begins there, as a whole download's do, is one request to the store.
        var header = await store.OpenPartAsync(artifact.Task, part, 0, first == 0 ? end : SealedLayout.HeaderBytes, cancellationToken);
        PartCipher? cipher = null;
        try
        {
            cipher = await ReadHeaderAsync(header, own, part, cancellationToken);
            if (first == 0)
            {
                return new OpenedStretch(header, cipher, partLength, offset, length);
            }

            await header.DisposeAsync();
            var start = SealedLayout.OffsetOf(first);
            return new OpenedStretch(await store.OpenPartAsync(artifact.Task, part, start, end - start, cancellationToken), cipher, partLength, offset, length);
        }
        catch
        {
            cipher?.Dispose();
            await header.DisposeAsync();
            throw;
        }
    }

    private async ValueTask<PartCipher> ReadHeaderAsync(Stream stored, ArtifactKey own, int part, CancellationToken cancellationToken)
    {
        var header = new byte[SealedLayout.HeaderBytes];
        await stored.ReadExactlyAsync(header, cancellationToken);
        return header.AsSpan().StartsWith(SealedLayout.Mark)
            ? new(own, artifact.Task, part, header.AsSpan(SealedLayout.Mark.Length))
            : throw OpenedStretch.Damaged();
    }
}

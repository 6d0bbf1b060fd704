using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging;

namespace SegmentExport.Grains.Tasks;

/// <summary>The parts of a small artifact, each read once and kept: its containers are made of the same ones. Not thread-safe.</summary>
internal sealed class KeptParts(IPartReader parts, ArtifactDescription artifact) : IPartReader
{
    /// <summary>The most that an artifact's parts may have together, in bytes, to be kept.</summary>
    public const long MostBytes = 1 << 20;

    private readonly Dictionary<int, byte[]> _kept = [];

    /// <inheritdoc />
    public async ValueTask<Stream> OpenAsync(int part, long offset, long length, CancellationToken cancellationToken)
    {
        if (!_kept.TryGetValue(part, out var bytes))
        {
            bytes = new byte[artifact.Parts[part].StoredBytes];
            await using var stored = await parts.OpenAsync(part, 0, bytes.Length, cancellationToken);
            await stored.ReadExactlyAsync(bytes, cancellationToken);
            _kept[part] = bytes;
        }

        return new MemoryStream(bytes, (int)offset, (int)length, writable: false);
    }
}

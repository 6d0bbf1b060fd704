using SegmentExport.Artifacts;
using SegmentExport.Domain.Identity;
using SegmentExport.Packaging;

namespace SegmentExport.Gateway.Files;

/// <summary>The stored parts of one task, once its grain has allowed the download.</summary>
internal sealed class StoredParts(IArtifactStore store, TaskKey task) : IPartReader
{
    public ValueTask<Stream> OpenAsync(int part, long offset, long length, CancellationToken cancellationToken) =>
        store.OpenPartAsync(task, part, offset, length, cancellationToken);
}

using SegmentExport.Domain.Identity;
using SegmentExport.Packaging;

namespace SegmentExport.Artifacts;

/// <summary>The stored parts of one task, for containers to read.</summary>
/// <param name="store">Where they are.</param>
/// <param name="task">Whose parts.</param>
public sealed class StoredParts(IArtifactStore store, TaskKey task) : IPartReader
{
    /// <inheritdoc />
    public ValueTask<Stream> OpenAsync(int part, long offset, long length, CancellationToken cancellationToken) =>
        store.OpenPartAsync(task, part, offset, length, cancellationToken);
}

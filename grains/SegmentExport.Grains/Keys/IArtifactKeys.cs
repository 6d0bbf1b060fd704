using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Grains.Keys;

/// <summary>The data keys of tasks: one a task, which all of its parts are sealed with. Faults are <see cref="Domain.Errors.PackagingException"/>s.</summary>
public interface IArtifactKeys
{
    /// <summary>The task's key; made where there is none. Of several calls at once, all get the same.</summary>
    ValueTask<ArtifactKey> GetOrCreateAsync(TaskKey task, CancellationToken cancellationToken);

    /// <summary>The task's key; null where there is none (any more).</summary>
    ValueTask<ArtifactKey?> FindAsync(TaskKey task, CancellationToken cancellationToken);

    /// <summary>Destroys the task's key, for good: from then on nobody reads its parts. Destroying what is not there is no fault.</summary>
    ValueTask DestroyAsync(TaskKey task, CancellationToken cancellationToken);
}

using SegmentExport.Domain.Identity;

namespace SegmentExport.Hosting.Keys;

/// <summary>Keeps the wrapped keys of tasks apart from the tasks themselves, so that copies of tasks and parts hold none, and a key that is destroyed here is gone.</summary>
internal interface IArtifactKeyStore
{
    /// <summary>Keeps a key for a task, durably.</summary>
    /// <returns>The key that the task has: this one, or the one that was there before.</returns>
    ValueTask<WrappedKey> AddAsync(TaskKey task, WrappedKey key, CancellationToken cancellationToken);

    /// <summary>The task's key; null where it has none.</summary>
    ValueTask<WrappedKey?> FindAsync(TaskKey task, CancellationToken cancellationToken);

    /// <summary>Destroys the task's key, durably.</summary>
    ValueTask DestroyAsync(TaskKey task, CancellationToken cancellationToken);

    /// <summary>The keys that another key-encryption key wraps, in no order.</summary>
    IAsyncEnumerable<(TaskKey Task, WrappedKey Key)> ListAsync(string exceptWrappedBy, CancellationToken cancellationToken);

    /// <summary>Puts another wrapping in the place of one, unless the key has gone or changed meanwhile.</summary>
    ValueTask<bool> ReplaceAsync(TaskKey task, WrappedKey old, WrappedKey key, CancellationToken cancellationToken);
}

using System.Runtime.CompilerServices;
using SegmentExport.Artifacts;
using SegmentExport.Domain.Identity;

namespace SegmentExport.TestKit.Faults;

/// <summary>A store that can be made to fail, or to wait: every hook runs before the real thing, or after it where it says so, and may throw or take its time. Hooks may be changed at any time.</summary>
/// <param name="inner">The store behind it.</param>
public sealed class FaultyArtifactStore(IArtifactStore inner) : IArtifactStore
{
    /// <summary>Before a part is begun.</summary>
    public Func<TaskKey, int, Task>? Creating { get; set; }

    /// <summary>Before a part is committed.</summary>
    public Func<TaskKey, int, Task>? Committing { get; set; }

    /// <summary>After a part was committed: its writer does not learn of what throws here otherwise than by it.</summary>
    public Func<TaskKey, int, Task>? Committed { get; set; }

    /// <summary>Before a stretch is opened.</summary>
    public Func<TaskKey, int, Task>? Opening { get; set; }

    /// <summary>Before a task's parts are deleted.</summary>
    public Func<TaskKey, Task>? Deleting { get; set; }

    /// <summary>After a task's parts were deleted.</summary>
    public Func<TaskKey, Task>? Deleted { get; set; }

    /// <summary>Before the tasks are listed.</summary>
    public Func<Task>? Listing { get; set; }

    /// <inheritdoc />
    public async ValueTask<PartUpload> CreatePartAsync(TaskKey task, int part, CancellationToken cancellationToken)
    {
        await (Creating?.Invoke(task, part) ?? Task.CompletedTask);
        return new Upload(this, task, part, await inner.CreatePartAsync(task, part, cancellationToken));
    }

    /// <inheritdoc />
    public async ValueTask<Stream> OpenPartAsync(TaskKey task, int part, long offset, long length, CancellationToken cancellationToken)
    {
        await (Opening?.Invoke(task, part) ?? Task.CompletedTask);
        return await inner.OpenPartAsync(task, part, offset, length, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DeleteTaskAsync(TaskKey task, CancellationToken cancellationToken)
    {
        await (Deleting?.Invoke(task) ?? Task.CompletedTask);
        await inner.DeleteTaskAsync(task, cancellationToken);
        await (Deleted?.Invoke(task) ?? Task.CompletedTask);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<TaskKey> ListTasksAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await (Listing?.Invoke() ?? Task.CompletedTask);
        await foreach (var task in inner.ListTasksAsync(cancellationToken))
        {
            yield return task;
        }
    }

    /// <inheritdoc />
    public ValueTask CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    private sealed class Upload(FaultyArtifactStore store, TaskKey task, int part, PartUpload upload) : PartUpload
    {
        public override Stream Content => upload.Content;

        public override async ValueTask CommitAsync(CancellationToken cancellationToken)
        {
            await (store.Committing?.Invoke(task, part) ?? Task.CompletedTask);
            await upload.CommitAsync(cancellationToken);
            await (store.Committed?.Invoke(task, part) ?? Task.CompletedTask);
        }

        public override ValueTask DisposeAsync() => upload.DisposeAsync();
    }
}

using SegmentExport.Domain.Identity;

namespace SegmentExport.Artifacts;

/// <summary>Keeps the parts of artifacts. Keys are made of internal ids only. Faults are <see cref="Domain.Errors.PackagingException"/>s.</summary>
public interface IArtifactStore
{
    /// <summary>Whether the parts are in a folder, which a cluster has to share between its machines. Default no.</summary>
    bool IsFolder => false;

    /// <summary>Begins a part. It becomes visible whole at its commit, or not at all; a part that is there already is replaced (by the same bytes: packing is deterministic). Of two attempts at one part at the same time at least one succeeds; the other may fail transiently.</summary>
    /// <param name="task">Whose part.</param>
    /// <param name="part">The shard's index.</param>
    /// <param name="cancellationToken">Ends the call, and any waiting while the part is written.</param>
    ValueTask<PartUpload> CreatePartAsync(TaskKey task, int part, CancellationToken cancellationToken);

    /// <summary>Opens a stretch of a part.</summary>
    /// <param name="task">Whose part.</param>
    /// <param name="part">The shard's index.</param>
    /// <param name="offset">The first byte, from 0.</param>
    /// <param name="length">How many bytes.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Exactly those bytes; the caller disposes the stream.</returns>
    ValueTask<Stream> OpenPartAsync(TaskKey task, int part, long offset, long length, CancellationToken cancellationToken);

    /// <summary>Deletes every part of a task, begun ones too. Deleting what is not there is no fault.</summary>
    ValueTask DeleteTaskAsync(TaskKey task, CancellationToken cancellationToken);

    /// <summary>The tasks that own anything in the store, in no order.</summary>
    IAsyncEnumerable<TaskKey> ListTasksAsync(CancellationToken cancellationToken);

    /// <summary>Fails where the store cannot be written and read: for readiness.</summary>
    ValueTask CheckAsync(CancellationToken cancellationToken);
}

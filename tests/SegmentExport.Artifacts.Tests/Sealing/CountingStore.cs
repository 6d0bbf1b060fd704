using SegmentExport.Domain.Identity;

namespace SegmentExport.Artifacts.Tests.Sealing;

/// <summary>Notes how many bytes are opened.</summary>
internal sealed class CountingStore(IArtifactStore inner) : IArtifactStore
{
    public List<long> Opened { get; } = [];

    public ValueTask<PartUpload> CreatePartAsync(TaskKey task, int part, CancellationToken cancellationToken) => inner.CreatePartAsync(task, part, cancellationToken);

    public ValueTask<Stream> OpenPartAsync(TaskKey task, int part, long offset, long length, CancellationToken cancellationToken)
    {
        Opened.Add(length);
        return inner.OpenPartAsync(task, part, offset, length, cancellationToken);
    }

    public ValueTask DeleteTaskAsync(TaskKey task, CancellationToken cancellationToken) => inner.DeleteTaskAsync(task, cancellationToken);

    public IAsyncEnumerable<TaskKey> ListTasksAsync(CancellationToken cancellationToken) => inner.ListTasksAsync(cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);
}

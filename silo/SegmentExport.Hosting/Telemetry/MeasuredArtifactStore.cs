using SegmentExport.Artifacts;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Hosting.Telemetry;

/// <summary>A store whose calls are spans and are timed.</summary>
/// <param name="store">The store.</param>
internal sealed class MeasuredArtifactStore(IArtifactStore store) : IArtifactStore
{
    private static readonly ExternalCalls Calls = new("store", "Calls of the artifact store");

    public bool IsFolder => store.IsFolder;

    public async ValueTask<PartUpload> CreatePartAsync(TaskKey task, int part, CancellationToken cancellationToken) =>
        new Upload(await Calls.MeasureAsync("create", () => store.CreatePartAsync(task, part, cancellationToken)));

    public ValueTask<Stream> OpenPartAsync(TaskKey task, int part, long offset, long length, CancellationToken cancellationToken) =>
        Calls.MeasureAsync("open", () => store.OpenPartAsync(task, part, offset, length, cancellationToken));

    public ValueTask DeleteTaskAsync(TaskKey task, CancellationToken cancellationToken) => Calls.MeasureAsync("delete", () => store.DeleteTaskAsync(task, cancellationToken));

    public IAsyncEnumerable<TaskKey> ListTasksAsync(CancellationToken cancellationToken) => store.ListTasksAsync(cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken) => Calls.MeasureAsync("check", () => store.CheckAsync(cancellationToken));

    private sealed class Upload(PartUpload upload) : PartUpload
    {
        public override Stream Content => upload.Content;

        public override ValueTask CommitAsync(CancellationToken cancellationToken) => Calls.MeasureAsync("commit", () => upload.CommitAsync(cancellationToken));

        public override ValueTask DisposeAsync() => upload.DisposeAsync();
    }
}

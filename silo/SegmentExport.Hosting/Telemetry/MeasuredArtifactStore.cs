using SegmentExport.Artifacts;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Hosting.Telemetry;

/// <summary>A store whose calls are spans and are timed, as are the bytes of each part on their way, without a span where all goes well: those belong to the shard, or to the download.</summary>
/// <param name="store">The store.</param>
internal sealed class MeasuredArtifactStore(IArtifactStore store) : IArtifactStore
{
    private static readonly ExternalCalls Calls = new("store", "Calls of the artifact store");

    public bool IsFolder => store.IsFolder;

    public async ValueTask<PartUpload> CreatePartAsync(TaskKey task, int part, CancellationToken cancellationToken) =>
        new Upload(await Calls.MeasureAsync("create", () => store.CreatePartAsync(task, part, cancellationToken)));

    public async ValueTask<Stream> OpenPartAsync(TaskKey task, int part, long offset, long length, CancellationToken cancellationToken) =>
        new MeasuredStream(await Calls.MeasureAsync("open", () => store.OpenPartAsync(task, part, offset, length, cancellationToken)), Calls, "read");

    public ValueTask DeleteTaskAsync(TaskKey task, CancellationToken cancellationToken) => Calls.MeasureAsync("delete", () => store.DeleteTaskAsync(task, cancellationToken));

    public IAsyncEnumerable<TaskKey> ListTasksAsync(CancellationToken cancellationToken) => store.ListTasksAsync(cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken) => Calls.MeasureAsync("check", () => store.CheckAsync(cancellationToken));

    private sealed class Upload(PartUpload upload) : PartUpload
    {
        private readonly MeasuredStream _content = new(upload.Content, Calls, "write");

        public override Stream Content => _content;

        public override ValueTask CommitAsync(CancellationToken cancellationToken) => Calls.MeasureAsync("commit", () => upload.CommitAsync(cancellationToken));

        public override async ValueTask DisposeAsync()
        {
            await upload.DisposeAsync();
            await _content.DisposeAsync();
        }
    }
}

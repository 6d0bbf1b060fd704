using System.Collections.Immutable;
using System.Diagnostics;
using SegmentExport.Artifacts;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Hosting.Telemetry;
using SegmentExport.TestKit.Telemetry;

namespace SegmentExport.Hosting.Tests.Telemetry;

/// <summary>A store that breaks off in the middle of a part is seen, like one that does not even begin it.</summary>
public sealed class MeasuredArtifactStoreTests : IDisposable
{
    private const string Duration = "segment_export.store.duration";
    private const int Whole = 1000;

    private static readonly TaskKey Task = new(new("retail"), TaskId.New(TimeProvider.System.GetUtcNow()));

    private readonly Recorder _recorder = new();
    private readonly Activity _around = new Activity("a test").Start();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Exception, string> Faults => new()
    {
        { new PackagingException(ErrorCodes.StoreFull, "With a path that nobody is told.", isTransient: false), "store_full" },
        { new IOException("With a path that nobody is told."), "IOException" },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task Write_ThatFailsInTheMiddle_IsMeasuredAsFailedAndIsASpanWithAnError(Exception fault, string error)
    {
        await using var upload = await new MeasuredArtifactStore(new BreakingStore(fault)).CreatePartAsync(Task, 0, Cancellation);
        upload.Content.Write(new byte[Whole / 2]);

        Assert.Same(fault, Assert.ThrowsAny<Exception>(() => upload.Content.Write(new byte[Whole])));

        AssertFailed("write", error);
    }

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task Read_ThatFailsInTheMiddle_IsMeasuredAsFailedAndIsASpanWithAnError(Exception fault, string error)
    {
        await using var part = await new MeasuredArtifactStore(new BreakingStore(fault)).OpenPartAsync(Task, 0, 0, Whole, Cancellation);
        await part.ReadExactlyAsync(new byte[Whole / 2], Cancellation);

        Assert.Same(fault, await Assert.ThrowsAnyAsync<Exception>(() => part.ReadExactlyAsync(new byte[Whole], Cancellation).AsTask()));

        AssertFailed("read", error);
    }

    [Fact]
    public async Task Part_ThatIsWrittenAndReadWhole_IsMeasuredWithoutAnErrorAndAddsNoSpan()
    {
        var store = new MeasuredArtifactStore(new BreakingStore(new IOException()));
        await using (var upload = await store.CreatePartAsync(Task, 0, Cancellation))
        {
            upload.Content.Write(new byte[Whole]);
            await upload.CommitAsync(Cancellation);
        }

        await using (var part = await store.OpenPartAsync(Task, 0, 0, Whole, Cancellation))
        {
            await part.ReadExactlyAsync(new byte[Whole], Cancellation);
        }

        Assert.Contains((Duration, "segment_export.operation=write"), _recorder.Measurements);
        Assert.Contains((Duration, "segment_export.operation=read"), _recorder.Measurements);
        Assert.Equal(["segment_export.store.commit", "segment_export.store.create", "segment_export.store.open"], Spans().Select(span => span.OperationName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Read_ThatItsReaderBreaksOff_IsNoFailureOfTheStore()
    {
        await using (var part = await new MeasuredArtifactStore(new BreakingStore(new OperationCanceledException())).OpenPartAsync(Task, 0, 0, Whole, Cancellation))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => part.ReadExactlyAsync(new byte[2 * Whole], Cancellation).AsTask());
        }

        Assert.DoesNotContain(_recorder.Measurements, measured => measured.Tags.Contains("Canceled", StringComparison.Ordinal));
        Assert.DoesNotContain(Spans(), span => span.Status == ActivityStatusCode.Error);
    }

    public void Dispose()
    {
        _around.Dispose();
        _recorder.Dispose();
    }

    private void AssertFailed(string operation, string error)
    {
        Assert.Contains((Duration, $"segment_export.operation={operation};error.type={error}"), _recorder.Measurements);
        var span = Assert.Single(Spans(), span => span.OperationName == $"segment_export.store.{operation}");
        Assert.Equal((ActivityStatusCode.Error, _around.SpanId), (span.Status, span.ParentSpanId));
        Assert.Equal($"error.type={error}\n{span.OperationName}\n", Recorder.TextOf(span));
    }

    private ImmutableArray<Activity> Spans() => _recorder.SpansOf(_around.TraceId);

    /// <summary>Takes and gives so many bytes, and then breaks.</summary>
    private sealed class BreakingStore(Exception fault) : IArtifactStore
    {
        public ValueTask<PartUpload> CreatePartAsync(TaskKey task, int part, CancellationToken cancellationToken) => ValueTask.FromResult<PartUpload>(new Upload(fault));

        public ValueTask<Stream> OpenPartAsync(TaskKey task, int part, long offset, long length, CancellationToken cancellationToken) => ValueTask.FromResult<Stream>(new Bytes(fault));

        public ValueTask DeleteTaskAsync(TaskKey task, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public IAsyncEnumerable<TaskKey> ListTasksAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<TaskKey>();

        public ValueTask CheckAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }

    private sealed class Upload(Exception fault) : PartUpload
    {
        public override Stream Content { get; } = new Bytes(fault);

        public override ValueTask CommitAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Bytes(Exception fault) : MemoryStream(new byte[Whole])
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Position + buffer.Length > Whole)
            {
                throw fault;
            }

            base.Write(buffer);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Position == Whole ? throw fault : base.ReadAsync(buffer, cancellationToken);
    }
}

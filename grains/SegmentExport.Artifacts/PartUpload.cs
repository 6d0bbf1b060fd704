namespace SegmentExport.Artifacts;

/// <summary>A part being written. Disposing one that was not committed leaves nothing behind.</summary>
public abstract class PartUpload : IAsyncDisposable
{
    /// <summary>Takes the bytes; written synchronously by the packing thread.</summary>
    public abstract Stream Content { get; }

    /// <summary>Makes the part durable and visible.</summary>
    public abstract ValueTask CommitAsync(CancellationToken cancellationToken);

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();
}

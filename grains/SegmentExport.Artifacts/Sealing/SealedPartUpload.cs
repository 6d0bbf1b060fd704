using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Artifacts.Sealing;

/// <summary>A part that is sealed on its way into the store, under its task's key.</summary>
public sealed class SealedPartUpload : PartUpload
{
    private readonly PartUpload _upload;
    private readonly SealingStream _content;

    /// <summary>Begins a part.</summary>
    /// <param name="upload">Where it goes; disposed with this one.</param>
    /// <param name="key">The task's key.</param>
    /// <param name="task">Whose part.</param>
    /// <param name="part">The shard's index.</param>
    public SealedPartUpload(PartUpload upload, ArtifactKey key, TaskKey task, int part) =>
        (_upload, _content) = (upload, new(upload.Content, key, task, part));

    /// <inheritdoc />
    public override Stream Content => _content;

    /// <inheritdoc />
    public override ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        _content.Complete();
        return _upload.CommitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await _content.DisposeAsync();
        await _upload.DisposeAsync();
    }
}

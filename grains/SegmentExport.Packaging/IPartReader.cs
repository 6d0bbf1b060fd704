namespace SegmentExport.Packaging;

/// <summary>Hands out stored parts of one artifact to a container.</summary>
public interface IPartReader
{
    /// <summary>Opens a stretch of a part.</summary>
    /// <param name="part">The shard's index.</param>
    /// <param name="offset">The first byte, from 0.</param>
    /// <param name="length">How many bytes; the part has them.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <returns>Exactly those bytes; the caller disposes the stream.</returns>
    ValueTask<Stream> OpenAsync(int part, long offset, long length, CancellationToken cancellationToken);
}

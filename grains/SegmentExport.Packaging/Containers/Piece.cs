using System.Security.Cryptography;

namespace SegmentExport.Packaging.Containers;

/// <summary>A stretch of a container whose length is known and whose bytes can be had from anywhere within it.</summary>
internal abstract class Piece
{
    /// <summary>In bytes of the container.</summary>
    public abstract long Length { get; }

    /// <summary>Adds what decides the bytes, without reading a part.</summary>
    public abstract void Describe(IncrementalHash digest);

    /// <summary>Writes a stretch of it.</summary>
    /// <param name="parts">Hands out the parts.</param>
    /// <param name="destination">Takes the bytes.</param>
    /// <param name="offset">The first byte, from 0.</param>
    /// <param name="length">How many bytes; at least 1, and the piece has them.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public abstract ValueTask CopyToAsync(IPartReader parts, Stream destination, long offset, long length, CancellationToken cancellationToken);
}

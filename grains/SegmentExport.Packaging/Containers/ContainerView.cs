using System.Collections.Immutable;
using System.Security.Cryptography;

namespace SegmentExport.Packaging.Containers;

/// <summary>
/// A file as it is handed out: literal bytes and stored parts in a row, none of which is read before its bytes are asked for. Immutable; the same artifact
/// always gives the same view.
/// </summary>
public sealed class ContainerView
{
    private readonly PieceRow _pieces;

    internal ContainerView(string contentType, string fileNameExtension, ImmutableArray<Piece> pieces)
    {
        (ContentType, FileNameExtension, _pieces) = (contentType, fileNameExtension, new(pieces));
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _pieces.Describe(digest);
        Identity = Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>The file's length in bytes.</summary>
    public long Length => _pieces.Length;

    /// <summary>Its media type.</summary>
    public string ContentType { get; }

    /// <summary>What is appended to the artifact's name, with its dot: <c>.csv.gz</c>.</summary>
    public string FileNameExtension { get; }

    /// <summary>
    /// 64 lower-case hexadecimal digits that are the same for the same bytes of the file and differ for others: a digest over the literals and the parts'
    /// digests. Fit for an entity tag; it is not the SHA-256 of the file.
    /// </summary>
    public string Identity { get; }

    /// <summary>Writes a stretch of the file, reading only the parts that it touches.</summary>
    /// <param name="parts">Hands out the stored parts.</param>
    /// <param name="destination">Takes the bytes; neither flushed nor disposed.</param>
    /// <param name="offset">The first byte, from 0 to <see cref="Length"/>.</param>
    /// <param name="length">How many bytes, from 0; the file has them.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The stretch is not within the file.</exception>
    /// <exception cref="EndOfStreamException">A stored part is shorter than it was when it was packed.</exception>
    /// <exception cref="InvalidDataException">A stored part is not what was packed.</exception>
    public async ValueTask CopyToAsync(IPartReader parts, Stream destination, long offset, long length, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - offset);
        await _pieces.CopyToAsync(parts, destination, offset, length, cancellationToken);
    }

    /// <summary>Reads the whole file for its digest.</summary>
    /// <param name="parts">Hands out the stored parts.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>SHA-256 of its bytes, in lower-case hexadecimal.</returns>
    public async ValueTask<string> DigestAsync(IPartReader parts, CancellationToken cancellationToken)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var bytes = new DigestStream(digest);
        await CopyToAsync(parts, bytes, 0, Length, cancellationToken);
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}

using System.Security.Cryptography;

namespace SegmentExport.Packaging.Fragments;

/// <summary>Counts and digests a part on its way to the store.</summary>
internal sealed class PartStream(Stream destination, StageTimes times) : WriteOnlyStream
{
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Bytes so far.</summary>
    public long Count { get; private set; }

    /// <summary>SHA-256 of the bytes so far, in lower-case hexadecimal.</summary>
    public string Sha256 => Convert.ToHexStringLower(_digest.GetCurrentHash());

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _digest.AppendData(buffer);
        times.Store(destination, buffer);
        Count += buffer.Length;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _digest.Dispose();
        }

        base.Dispose(disposing);
    }
}

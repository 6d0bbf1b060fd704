using System.Buffers;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace SegmentExport.Packaging.Fragments;

/// <summary>A Zstandard frame (RFC 8878) with a checksum of its content; frames in a row are one file.</summary>
internal sealed class ZstdFragmentEncoder(Stream destination) : FragmentEncoder
{
    private const int Level = 1;
    private const int OutputBytes = 128 * 1024;

    private readonly Compressor _compressor = CreateCompressor();
    private byte[] _output = ArrayPool<byte>.Shared.Rent(OutputBytes);
    private bool _begun;

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> plain)
    {
        _begun = true;
        while (!plain.IsEmpty)
        {
            _ = _compressor.WrapStream(plain, _output, out var consumed, out var written, isFinalBlock: false);
            destination.Write(_output.AsSpan(0, written));
            plain = plain[consumed..];
        }
    }

    /// <inheritdoc />
    public override void EndFragment()
    {
        var status = _begun ? OperationStatus.DestinationTooSmall : OperationStatus.Done;
        while (status != OperationStatus.Done)
        {
            status = _compressor.WrapStream([], _output, out _, out var written, isFinalBlock: true);
            destination.Write(_output.AsSpan(0, written));
        }

        _begun = false;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _compressor.Dispose();
        ArrayPool<byte>.Shared.Return(_output);
        _output = [];
    }

    private static Compressor CreateCompressor()
    {
        var compressor = new Compressor(Level);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        return compressor;
    }
}

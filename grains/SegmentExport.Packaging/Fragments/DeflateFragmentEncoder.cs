using System.IO.Compression;

namespace SegmentExport.Packaging.Fragments;

/// <summary>
/// Raw deflate (RFC 1951) that is ended by a sync flush (an empty stored block, on a byte) and not by a final block, so that fragments in a row are one stream.
/// </summary>
internal sealed class DeflateFragmentEncoder : FragmentEncoder
{
    private static readonly ZLibCompressionOptions Settings = new() { CompressionLevel = 3 };

    private readonly EndlessStream _output;
    private DeflateStream? _deflate;

    public DeflateFragmentEncoder(Stream destination) => _output = new(destination);

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> plain)
    {
        _deflate ??= new(_output, Settings, leaveOpen: true);
        _deflate.Write(plain);
    }

    /// <inheritdoc />
    public override void EndFragment()
    {
        _deflate?.Flush();
        LetGo();
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        LetGo();
        _output.Dispose();
    }

    private void LetGo()
    {
        _output.IsOpen = false;
        _deflate?.Dispose();
        _deflate = null;
        _output.IsOpen = true;
    }

    /// <summary>Swallows the final block that the compressor writes when it is disposed.</summary>
    private sealed class EndlessStream(Stream destination) : WriteOnlyStream
    {
        public bool IsOpen { get; set; } = true;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (IsOpen)
            {
                destination.Write(buffer);
            }
        }
    }
}

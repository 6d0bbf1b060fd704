using SegmentExport.Domain.Exports;

namespace SegmentExport.Packaging.Fragments;

/// <summary>Compresses text into fragments that can be joined.</summary>
internal abstract class FragmentEncoder : IDisposable
{
    /// <summary>The encoder of a compression. Its output goes to the destination, which it does not dispose.</summary>
    public static FragmentEncoder Create(PartCompression compression, Stream destination) => compression switch
    {
        PartCompression.Deflate => new DeflateFragmentEncoder(destination),
        PartCompression.Zstd => new ZstdFragmentEncoder(destination),
        _ => new StoredFragmentEncoder(destination),
    };

    /// <summary>Adds text to the fragment. The same pieces of text give the same bytes; other pieces of the same text may not.</summary>
    public abstract void Write(ReadOnlySpan<byte> plain);

    /// <summary>Ends the fragment; what follows is the next one, and does not refer to this.</summary>
    public abstract void EndFragment();

    /// <inheritdoc />
    public abstract void Dispose();
}

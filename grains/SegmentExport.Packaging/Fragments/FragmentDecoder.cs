using System.IO.Compression;
using SegmentExport.Domain.Exports;

namespace SegmentExport.Packaging.Fragments;

/// <summary>Reads back what a <see cref="FragmentEncoder"/> wrote.</summary>
internal static class FragmentDecoder
{
    /// <summary>The bytes before compression. A deflate fragment has no end of its own: its reader stops after the plain length that the section tells.</summary>
    /// <param name="stored">The stored section; not disposed.</param>
    /// <param name="compression">How it is stored.</param>
    public static Stream Open(Stream stored, PartCompression compression) => compression switch
    {
        PartCompression.Deflate => new DeflateStream(stored, CompressionMode.Decompress, leaveOpen: true),
        PartCompression.Zstd => new ZstdSharp.DecompressionStream(stored, leaveOpen: true),
        _ => stored,
    };
}

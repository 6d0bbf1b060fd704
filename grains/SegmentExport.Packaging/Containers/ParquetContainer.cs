using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.About;

namespace SegmentExport.Packaging.Containers;

/// <summary>A zip of one Parquet file per shard, a manifest, and what it says about itself. The files are stored: they are compressed within.</summary>
internal static class ParquetContainer
{
    public static ContainerView Open(ArtifactDescription artifact) => new(
        "application/zip",
        ".parquet.zip",
        ZipArchiveView.Lay(
            [.. artifact.Parts.Select(File), ZipEntry.Literal("manifest.json", ParquetManifest.Write(artifact)), .. AboutText.Entries(artifact)], artifact.SubmittedAt));

    /// <summary>The name of a part's file in the zip.</summary>
    public static string FileName(PackedShard part) => $"part-{part.Index:D5}.parquet";

    private static ZipEntry File(PackedShard part) =>
        new(FileName(part), Deflated: false, part.Sections.Single().Crc32, part.PlainBytes, [new StoredPiece(part, 0, part.StoredBytes)]);
}

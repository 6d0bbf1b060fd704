using System.Collections.Immutable;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Xlsx;

namespace SegmentExport.Packaging.Containers;

/// <summary>The containers by name, and which of them an artifact can be handed out in.</summary>
public static class ContainerKinds
{
    /// <summary>As written, without compression.</summary>
    public const string Plain = "plain";

    /// <summary>One gzip member (RFC 1952).</summary>
    public const string Gzip = "gzip";

    /// <summary>A zip: with one entry of text, or with one Parquet file per shard.</summary>
    public const string Zip = "zip";

    /// <summary>The zip, encrypted with a password of the user (<see cref="Protection.ProtectedZip"/>). It has to be made first, so it is none of <see cref="For"/>.</summary>
    public const string ProtectedZip = "protected_zip";

    /// <summary>Zstandard frames (RFC 8878).</summary>
    public const string Zstd = "zstd";

    /// <summary>A workbook, which is a zip of its own kind; <see cref="Plain"/> is the same for it.</summary>
    public const string Xlsx = "xlsx";

    /// <summary>Every name, whatever the format.</summary>
    public static ImmutableArray<string> All { get; } = [Plain, Gzip, Zip, ProtectedZip, Zstd, Xlsx];

    /// <summary>The containers of a format, the default first.</summary>
    /// <param name="format">What the parts are written as.</param>
    /// <param name="compression">How they are stored.</param>
    /// <returns>Lower-case names; empty where nothing is handed out that way.</returns>
    public static ImmutableArray<string> For(ExportFormat format, PartCompression compression) => (format, compression) switch
    {
        (ExportFormat.Csv or ExportFormat.Jsonl, PartCompression.Deflate) => [Gzip, Zip, Plain],
        (ExportFormat.Csv or ExportFormat.Jsonl, PartCompression.Zstd) => [Zstd, Plain],
        (ExportFormat.Xlsx, PartCompression.Deflate) => [Xlsx, Plain],
        (ExportFormat.Parquet, PartCompression.None) => [Zip],
        _ => [],
    };

    /// <summary>An artifact in a container.</summary>
    /// <param name="artifact">The finished artifact.</param>
    /// <param name="container">A name from <see cref="For"/>; null or empty: the format's default.</param>
    /// <returns>The view; null where the artifact has no container of that name.</returns>
    public static ContainerView? Open(ArtifactDescription artifact, string? container)
    {
        var names = For(artifact.Format, artifact.Options.Compression);
        var name = string.IsNullOrEmpty(container) ? names.FirstOrDefault() : container;
        return name is null || !names.Contains(name, StringComparer.Ordinal) ? null
            : artifact.Format == ExportFormat.Xlsx ? XlsxContainer.Open(artifact, SheetLayout.Default)
            : artifact.Format == ExportFormat.Parquet ? ParquetContainer.Open(artifact)
            : OpenText(artifact, TextArtifact.Of(artifact), name);
    }

    /// <summary>An artifact in a container, the protected zip among them.</summary>
    /// <param name="artifact">The finished artifact.</param>
    /// <param name="container">As above, or <see cref="ProtectedZip"/>.</param>
    /// <param name="protections">What encrypts the files of the protected zip.</param>
    /// <returns>The view; null where the artifact has no container of that name.</returns>
    public static ContainerView? Open(ArtifactDescription artifact, string? container, ImmutableArray<EntryProtection> protections) =>
        container == ProtectedZip ? Protection.ProtectedZip.Open(artifact, protections) : Open(artifact, container);

    private static ContainerView OpenText(ArtifactDescription artifact, TextArtifact text, string name) => name switch
    {
        Gzip => GzipContainer.Open(text),
        Zip => ZipContainer.Open(artifact, text),
        Zstd => ZstdContainer.Open(text),
        _ => PlainContainer.Open(text),
    };
}

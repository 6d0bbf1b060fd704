using System.Collections.Immutable;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Csv;

namespace SegmentExport.Packaging.Containers;

/// <summary>A text file in fragments: what stands before the first row, then the parts.</summary>
/// <param name="ContentType">The media type of the text itself.</param>
/// <param name="FileNameExtension">The extension of the text itself, with its dot.</param>
/// <param name="Header">What stands before the first row; may be empty.</param>
/// <param name="Parts">The parts, in order.</param>
/// <param name="Compression">How the parts are stored.</param>
internal sealed record TextArtifact(
    string ContentType, string FileNameExtension, ReadOnlyMemory<byte> Header, ImmutableArray<PackedShard> Parts, PartCompression Compression)
{
    /// <summary>The text's length in bytes.</summary>
    public long PlainBytes => Header.Length + Parts.Sum(part => part.PlainBytes);

    /// <summary>The text of an artifact of a text format.</summary>
    public static TextArtifact Of(ArtifactDescription artifact) => artifact.Format switch
    {
        // The parameter tells that the first line is a header (RFC 4180 section 3).
        ExportFormat.Csv => new(
            "text/csv; charset=utf-8; header=present", ".csv", CsvHeader.Write(artifact.Columns, artifact.Options), artifact.Parts, artifact.Options.Compression),
        ExportFormat.Jsonl => new("application/jsonl; charset=utf-8", ".jsonl", default, artifact.Parts, artifact.Options.Compression),
        _ => throw new ArgumentException($"{artifact.Format} is no text format.", nameof(artifact)),
    };
}

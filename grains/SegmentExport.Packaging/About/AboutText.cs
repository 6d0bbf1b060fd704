using System.Text;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Packaging.About;

/// <summary>What a file says about itself, as a text in its zip.</summary>
internal static class AboutText
{
    private const string FileName = "about.txt";

    /// <summary>The entry; none where there is nothing to say.</summary>
    public static IEnumerable<ZipEntry> Entries(ArtifactDescription artifact) =>
        artifact.Provenance is { } provenance ? [ZipEntry.Literal(FileName, Write(AboutTable.Of(artifact, provenance)))] : [];

    private static byte[] Write(AboutTable about)
    {
        IEnumerable<string> lines =
        [
            .. about.Facts.Select(fact => $"{fact.Name}: {fact.Value}"),
            "",
            .. about.Fields.Prepend(about.FieldHeader).Select(cells => string.Join(" | ", cells)),
            "",
        ];
        return Encoding.UTF8.GetBytes(string.Join("\r\n", lines));
    }
}

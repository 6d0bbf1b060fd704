using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.About;

namespace SegmentExport.Packaging.Containers;

/// <summary>A zip of the text, and of what it says about itself.</summary>
internal static class ZipContainer
{
    public static ContainerView Open(ArtifactDescription artifact, TextArtifact text) =>
        new("application/zip", text.FileNameExtension + ".zip", ZipArchiveView.Lay(Entries(artifact, text), artifact.SubmittedAt));

    /// <summary>Its files.</summary>
    public static IEnumerable<ZipEntry> Entries(ArtifactDescription artifact, TextArtifact text) =>
    [
        ZipEntry.Of(ArtifactFileName.Clean(artifact.Name) + text.FileNameExtension, new DeflateEntry().Add(text.Header.Span).Add(text.Parts).End()),
        .. AboutText.Entries(artifact),
    ];
}

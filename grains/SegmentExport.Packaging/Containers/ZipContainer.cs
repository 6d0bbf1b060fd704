using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.About;

namespace SegmentExport.Packaging.Containers;

/// <summary>A zip of the text, and of what it says about itself.</summary>
internal static class ZipContainer
{
    public static ContainerView Open(ArtifactDescription artifact, TextArtifact text)
    {
        var entry = ZipEntry.Of(ArtifactFileName.Clean(artifact.Name) + text.FileNameExtension, new DeflateEntry().Add(text.Header.Span).Add(text.Parts).End());
        return new("application/zip", text.FileNameExtension + ".zip", ZipArchiveView.Lay([entry, .. AboutText.Entries(artifact)], artifact.SubmittedAt));
    }
}

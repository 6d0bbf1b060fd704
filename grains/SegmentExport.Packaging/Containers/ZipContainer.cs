using SegmentExport.Domain.Packaging;

namespace SegmentExport.Packaging.Containers;

/// <summary>A zip whose one entry is the text.</summary>
internal static class ZipContainer
{
    public static ContainerView Open(ArtifactDescription artifact, TextArtifact text)
    {
        var entry = new DeflateEntry().Add(text.Header.Span).Add(text.Parts).End();
        return new(
            "application/zip", text.FileNameExtension + ".zip", ZipArchiveView.Lay([ZipEntry.Of(ZipFileName.Clean(artifact.Name) + text.FileNameExtension, entry)], artifact.SubmittedAt));
    }
}

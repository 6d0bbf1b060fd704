using System.Collections.Immutable;

namespace SegmentExport.Packaging.Containers;

/// <summary>The text itself: parts are decompressed on the way out.</summary>
internal static class PlainContainer
{
    public static ContainerView Open(TextArtifact text)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        pieces.Add(new LiteralPiece(text.Header));
        foreach (var part in text.Parts)
        {
            var start = 0L;
            foreach (var section in part.Sections)
            {
                pieces.Add(new InflatedPiece(part, start, section, text.Compression));
                start += section.StoredBytes;
            }
        }

        return new(text.ContentType, text.FileNameExtension, pieces.DrainToImmutable());
    }
}

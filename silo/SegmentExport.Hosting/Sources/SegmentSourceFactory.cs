using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Sources;

namespace SegmentExport.Hosting.Sources;

/// <summary>The kinds of sources that this version reads.</summary>
internal sealed class SegmentSourceFactory : ISegmentSourceFactory
{
    public ISegmentSource Open(SourceDefinition definition, string baseFolder) => throw new PackagingException(
        ErrorCodes.SourceUnavailable, $"No source reads the kind '{definition.Kind}'.", isTransient: false);
}

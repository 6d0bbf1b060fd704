using SegmentExport.Domain.Catalog;
using SegmentExport.Hosting.Sources;
using SegmentExport.Sources;

namespace SegmentExport.TestKit.Data;

/// <summary>Opens made-up users, whatever the catalog says of the source.</summary>
/// <param name="users">How many there are.</param>
/// <param name="decorate">Puts something around each source; null: nothing.</param>
public sealed class InMemorySourceFactory(int users, Func<ISegmentSource, ISegmentSource>? decorate = null) : ISegmentSourceFactory
{
    /// <inheritdoc />
    public ISegmentSource Open(SourceDefinition definition, string baseFolder)
    {
        var source = new InMemorySegmentSource(users);
        return decorate is null ? source : decorate(source);
    }
}

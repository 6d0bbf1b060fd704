using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Grains.Access;
using SegmentExport.Hosting.Startup;
using SegmentExport.Hosting.Telemetry;
using SegmentExport.Sources;

namespace SegmentExport.Hosting.Sources;

/// <summary>The catalog's sources: opened at first use, once, and closed with the silo. A definition that a later catalog changes is another source; what is being read of the one before is read to its end.</summary>
internal sealed class CatalogSources(ICurrentCatalog current, ISegmentSourceFactory factory, DataPaths paths) : ISegmentSourceRegistry, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ISegmentSource> _open = new(StringComparer.Ordinal);
    private bool _isDisposed;

    public ISegmentSource Get(string sourceId) => Open(current.Value, sourceId);

    /// <summary>A source as a catalog has it, which need not be the one in force.</summary>
    /// <exception cref="PackagingException">The catalog has none of that id (any more), or it cannot be opened.</exception>
    public ISegmentSource Open(SpaceCatalog catalog, string sourceId)
    {
        var definition = catalog.Sources.GetValueOrDefault(sourceId)
            ?? throw new PackagingException(ErrorCodes.SourceUnavailable, $"The catalog has no source '{sourceId}' (any more).", isTransient: false);
        var identity = Identity(definition);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_open.TryGetValue(identity, out var source))
            {
                _open[identity] = source = new MeasuredSource(factory.Open(definition, Path.GetDirectoryName(paths.Catalog)!));
            }

            return source;
        }
    }

    /// <summary>Has the sources that the catalog in force does not have, or not like that, let go of what they keep for the next call: disk that others may need.</summary>
    public void LetGoOfOld()
    {
        var named = current.Value.Sources.Values.Select(Identity).ToHashSet(StringComparer.Ordinal);
        List<ISegmentSource> old;
        lock (_gate)
        {
            old = [.. _open.Where(source => !named.Contains(source.Key)).Select(source => source.Value)];
        }

        foreach (var source in old)
        {
            source.LetGo();
        }
    }

    public async ValueTask DisposeAsync()
    {
        List<ISegmentSource> sources;
        lock (_gate)
        {
            _isDisposed = true;
            sources = [.. _open.Values];
            _open.Clear();
        }

        foreach (var source in sources)
        {
            await source.DisposeAsync();
        }
    }

    private static string Identity(SourceDefinition definition) =>
        string.Join('\n', definition.Files.SelectMany(file => new[] { file.Key, file.Value }).Prepend(definition.Path).Prepend(definition.Kind).Prepend(definition.Id));
}

using SegmentExport.Domain.Errors;
using SegmentExport.Grains.Access;
using SegmentExport.Hosting.Startup;
using SegmentExport.Hosting.Telemetry;
using SegmentExport.Sources;

namespace SegmentExport.Hosting.Sources;

/// <summary>The catalog's sources: opened at first use, once, and closed with the silo.</summary>
internal sealed class CatalogSources(ICurrentCatalog catalog, ISegmentSourceFactory factory, DataPaths paths) : ISegmentSourceRegistry, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ISegmentSource> _open = new(StringComparer.Ordinal);
    private bool _isDisposed;

    public ISegmentSource Get(string sourceId)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_open.TryGetValue(sourceId, out var source))
            {
                var definition = catalog.Value.Sources.GetValueOrDefault(sourceId)
                    ?? throw new PackagingException(ErrorCodes.SourceUnavailable, $"The catalog has no source '{sourceId}' (any more).", isTransient: false);
                _open[sourceId] = source = new MeasuredSource(factory.Open(definition, Path.GetDirectoryName(paths.Catalog)!));
            }

            return source;
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
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Sources.DuckDb;

namespace SegmentExport.Sources;

/// <summary>Opens the sources of a catalog when they are first asked for.</summary>
/// <param name="catalog">Gives the catalog in force; asked on every call.</param>
/// <param name="options">How sources are read.</param>
public sealed class SegmentSourceRegistry(Func<SpaceCatalog> catalog, IOptions<SourceOptions> options) : ISegmentSourceRegistry, IAsyncDisposable
{
    private readonly ConcurrentDictionary<SourceDefinition, Lazy<ISegmentSource>> _sources = new();

    /// <inheritdoc />
    public ISegmentSource Get(string sourceId) =>
        catalog().Sources.TryGetValue(sourceId, out var definition)
            ? _sources.GetOrAdd(definition, found => new Lazy<ISegmentSource>(() => Open(found))).Value
            : throw new PackagingException(
                ErrorCodes.SourceUnavailable, $"The catalog has no source '{sourceId}' any more. Put it back, or create the task again.", isTransient: false);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources.Values.Where(source => source.IsValueCreated))
        {
            await source.Value.DisposeAsync();
        }

        _sources.Clear();
    }

    private DuckDbSource Open(SourceDefinition definition) => definition.Kind == "duckdb"
        ? new DuckDbSource(definition, options.Value)
        : throw new PackagingException(
            ErrorCodes.SourceUnavailable, $"The source '{definition.Id}' is of the kind '{definition.Kind}'. Allowed: duckdb.", isTransient: false);
}

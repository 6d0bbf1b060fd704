using System.Collections.Immutable;

namespace SegmentExport.Domain.Catalog.Reading;

/// <summary>Everything that is wrong with a catalog, in the order in which it was found.</summary>
internal sealed class CatalogErrors
{
    private readonly List<CatalogError> _errors = [];

    public bool IsEmpty => _errors.Count == 0;

    public ImmutableArray<CatalogError> All => [.. _errors];

    public void Add(string path, string message) => _errors.Add(new(path, message));
}

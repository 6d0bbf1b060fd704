using System.Collections.Immutable;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Hosting.Sources;
using SegmentExport.Sources;

namespace SegmentExport.Hosting.Catalogs;

/// <summary>Asks the sources whether they bear the catalog out: tables, columns, conditions.</summary>
internal sealed class SourceCheck(CatalogSources sources) : ICatalogCheck
{
    /// <inheritdoc />
    public async Task<ImmutableArray<CatalogError>> FindErrorsAsync(SpaceCatalog catalog, CancellationToken cancellationToken)
    {
        var errors = ImmutableArray.CreateBuilder<CatalogError>();
        for (var index = 0; index < catalog.Spaces.Length; index++)
        {
            errors.AddRange(await CheckAsync(catalog, catalog.Spaces[index], $"spaces[{index}]", cancellationToken));
        }

        return errors.ToImmutable();
    }

    private async Task<IEnumerable<CatalogError>> CheckAsync(SpaceCatalog catalog, Space space, string path, CancellationToken cancellationToken)
    {
        if (space.Segments.IsEmpty)
        {
            return [];
        }

        try
        {
            var queries = space.Segments.Select(segment => Query(space, segment)).ToList();
            var problems = await sources.Open(catalog, space.Source).CheckAsync(queries, cancellationToken);

            // A column that is missing is missing for every segment: told once.
            return problems.Select(problem => new CatalogError(PathOf(path, problem), problem.Message)).Distinct();
        }
        catch (PackagingException fault)
        {
            return [new CatalogError($"sources.{space.Source}", FaultCause.Tell(fault))];
        }
    }

    private static string PathOf(string space, SourceProblem problem) =>
        problem.ColumnIndex is { } column ? $"{space}.fields[{column}].column" : $"{space}.segments[{problem.QueryIndex}]";

    private static ExportQuery Query(Space space, Segment segment) => new()
    {
        Source = space.Source,
        Profile = space.Profile,
        Segment = segment.Definition,
        Columns = [.. space.Fields.Select(field => new ExportColumn { Field = field.Id, Name = field.Name, Kind = field.Kind, Column = field.Column })],
    };
}

using System.Collections.Immutable;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Catalog.Drawing;
using SegmentExport.Hosting.Startup;
using SegmentExport.Sources;

namespace SegmentExport.Hosting.Catalogs.Tools;

/// <summary>Draws a catalog from what a source holds.</summary>
/// <param name="inventory">What it holds.</param>
/// <param name="options">What to draw.</param>
internal sealed class CatalogDrawer(ISourceInventory inventory, CatalogInitOptions options)
{
    /// <summary>How many rows of a table are looked at.</summary>
    public const int SampledRows = 500;

    private const int MaxTables = 50;
    private const int MaxNamed = 40;
    private const int MaxKeys = 5;
    private const int MaxMemberColumns = 5;

    /// <exception cref="StartupException">Nothing can be drawn from it: why, and what to say.</exception>
    public async Task<CatalogSketch> DrawAsync(SourceDefinition source, CancellationToken cancellationToken)
    {
        var tables = await inventory.ListTablesAsync(cancellationToken);
        var (profile, fields) = await ChooseAsync(tables, cancellationToken);
        var key = await FindKeyAsync(profile, fields, cancellationToken);
        return new()
        {
            Source = source,
            Space = options.Space,
            Table = profile.Name,
            Key = key,
            Fields = fields,
            MemberTables = [.. tables.Where(table => table != profile && table.Columns.Length is > 1 and <= MaxMemberColumns && table.Column(key) is not null).Select(table => table.Name)],
        };
    }

    private async Task<(SourceTable Table, ImmutableArray<FieldSketch> Fields)> ChooseAsync(IReadOnlyList<SourceTable> tables, CancellationToken cancellationToken)
    {
        var asked = options.Table is not { } named ? tables.Take(MaxTables) : SourceTable.Find(tables, named) is { } found ? [found] : [];
        var sketches = new List<(SourceTable Table, ImmutableArray<FieldSketch> Fields)>();
        foreach (var table in asked)
        {
            var samples = await inventory.SampleAsync(table, SampledRows, cancellationToken);
            sketches.Add((table, [.. table.Columns.Select((column, at) => new FieldSketch(column, Suspicion.Of(column, samples[at])))]));
        }

        return sketches.Count > 0
            ? sketches.MaxBy(sketch => (sketch.Fields.Count(field => field.Suspicion is { Sensitivity: not Sensitivity.Id }), sketch.Fields.Length))
            : throw new StartupException(tables.Count == 0
                ? "The source has no tables that may be read."
                : $"The source has no table '{options.Table}'. It has: {string.Join(", ", tables.Select(table => table.Name).Take(MaxNamed))}.");
    }

    private async Task<string> FindKeyAsync(SourceTable table, ImmutableArray<FieldSketch> fields, CancellationToken cancellationToken)
    {
        if (options.Key is { } named)
        {
            return table.Column(named)?.Name ?? throw new StartupException($"The table '{table.Name}' has no column '{named}'. It has: {string.Join(", ", table.Columns.Select(column => column.Name).Take(MaxNamed))}.");
        }

        var candidates = fields
            .Where(field => field.Column.Type is ColumnType.Text or ColumnType.Number)
            .OrderBy(field => field.Suspicion?.Sensitivity switch { Sensitivity.Id => 0, null => 1, _ => 2 })
            .Select(field => field.Column)
            .Take(MaxKeys)
            .ToList();
        foreach (var column in candidates)
        {
            if ((await inventory.CountKeysAsync(table, column, cancellationToken)).IsKey)
            {
                return column.Name;
            }
        }

        throw new StartupException(
            $"No column of '{table.Name}' was found to have a value of its own in each row (looked at: {string.Join(", ", candidates.Select(column => column.Name))}). Say which one with {CatalogInitOptions.SectionName}:{nameof(CatalogInitOptions.Key)}, or another table with {CatalogInitOptions.SectionName}:{nameof(CatalogInitOptions.Table)}.");
    }
}

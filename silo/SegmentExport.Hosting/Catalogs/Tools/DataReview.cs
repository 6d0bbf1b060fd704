using System.Collections.Immutable;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Catalog.Drawing;
using SegmentExport.Domain.Catalog.Review;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Masking;
using SegmentExport.Hosting.Sources;
using SegmentExport.Packaging.Formats;
using SegmentExport.Sources;

namespace SegmentExport.Hosting.Catalogs.Tools;

/// <summary>Holds a catalog against the data: keys that are none, columns that cannot be written, that nobody uses, or whose values look as if they wanted another mask.</summary>
/// <param name="sources">Opens the sources.</param>
/// <param name="catalog">The catalog.</param>
/// <param name="told">The paths of what is known to be wrong.</param>
internal sealed class DataReview(CatalogSources sources, SpaceCatalog catalog, HashSet<string> told)
{
    private readonly List<CatalogError> _faults = [];
    private readonly List<CatalogAdvice> _advice = [];

    public async Task<(List<CatalogError> Faults, List<CatalogAdvice> Advice)> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (at, space) in catalog.Spaces.Index())
        {
            var (path, place) = ($"spaces[{at}]", $"sources.{space.Source}");
            if (told.Contains(place))
            {
                continue;
            }

            try
            {
                await ReviewAsync(space, path, sources.Open(catalog, space.Source), cancellationToken);
            }
            catch (PackagingException fault)
            {
                told.Add(place);
                _faults.Add(new(place, FaultCause.Tell(fault)));
            }
        }

        return (_faults, _advice);
    }

    private async Task ReviewAsync(Space space, string path, ISegmentSource source, CancellationToken cancellationToken)
    {
        var known = source.Inventory is null ? [] : await source.Inventory.ListTablesAsync(cancellationToken);
        if (SourceTable.Find(known, space.Profile.Table) is not { } profile)
        {
            return;
        }

        await ReviewTypesAsync(space, path, profile, source, cancellationToken);
        if (profile.Column(space.Profile.Key) is { } key)
        {
            ReviewKey(path, key, await source.Inventory!.CountKeysAsync(profile, key, cancellationToken));
        }

        ReviewUse(space, path, profile);
        var samples = await source.Inventory!.SampleAsync(profile, CatalogDrawer.SampledRows, cancellationToken);
        foreach (var (at, field) in space.Fields.Index())
        {
            if (profile.Column(field.Column) is { } column)
            {
                ReviewMasks(field, $"{path}.fields[{at}]", column, Suspicion.Of(column, samples[profile.Columns.IndexOf(column)]));
            }
        }
    }

    private async Task ReviewTypesAsync(Space space, string path, SourceTable profile, ISegmentSource source, CancellationToken cancellationToken)
    {
        var present = space.Fields.Index().Where(field => profile.Column(field.Item.Column) is not null).ToList();
        var query = new ExportQuery
        {
            Source = space.Source,
            Profile = space.Profile,
            Segment = new PredicateSegment { Where = "true" },
            Columns = [.. present.Select(field => new ExportColumn { Field = field.Item.Id, Name = field.Item.Name, Kind = field.Item.Kind, Column = field.Item.Column })],
        };
        var schema = await source.DescribeAsync(query, cancellationToken);
        foreach (var (at, (index, field)) in present.Index())
        {
            if (FormatChecks.Check(new Apache.Arrow.Schema([schema.FieldsList[at]], null), [query.Columns[at]], ExportFormat.Csv, new()) is [var error, ..])
            {
                _faults.Add(new($"{path}.fields[{index}].column", error.Message));
            }
        }
    }

    private void ReviewKey(string path, SourceColumn key, KeyCounts counts)
    {
        if (!counts.IsKey)
        {
            _faults.Add(new($"{path}.profile.key", $"The column '{key.Name}' is no key: of {counts.Rows} rows {counts.Missing} have no value, and the others {counts.Distinct} different ones. Name a column with a value of its own in each row."));
        }
    }

    private void ReviewUse(Space space, string path, SourceTable profile)
    {
        var unused = profile.Columns.Select(column => column.Name).Except(space.Fields.Select(field => field.Column), StringComparer.OrdinalIgnoreCase).ToList();
        if (unused.Count > 0)
        {
            _advice.Add(new($"{path}.fields", $"No field names these columns of '{profile.Name}': {string.Join(", ", unused)}. That is right where they are not to be exported."));
        }
    }

    private void ReviewMasks(Field field, string path, SourceColumn column, Suspicion? suspicion)
    {
        if (suspicion is not null && field.Masking.Allowed.IsEmpty && MaskSuggestion.For(suspicion.Sensitivity) is { Required: true } suggested)
        {
            _advice.Add(new($"{path}.masking", $"It seems to be {Domain.Names.ApiNames.Of(suspicion.Sensitivity)} ({suspicion.Reason}), and cannot be masked. Allow {string.Join(", ", suggested.Allowed.Select(rule => Domain.Names.ApiNames.Of(rule.Kind)))}."));
        }

        foreach (var (at, rule) in field.Masking.Allowed.Index())
        {
            if (Wants(rule.Kind) is { } wanted && !wanted.Contains(column.Type))
            {
                _advice.Add(new($"{path}.masking.allowed[{at}]", $"{Domain.Names.ApiNames.Of(rule.Kind)} makes *** of what is not {(rule.Kind == MaskingKind.Bucket ? "a number" : "a date")}, and the column is {column.TypeName}. Choose another mask."));
            }
        }
    }

    /// <summary>The types that a mask has something to say about; null: any.</summary>
    private static ImmutableArray<ColumnType>? Wants(MaskingKind kind) => kind switch
    {
        // Dates and numbers may stand in text.
        MaskingKind.DateToMonth or MaskingKind.DateToYear => [ColumnType.Date, ColumnType.Text],
        MaskingKind.Bucket => [ColumnType.Number, ColumnType.Text],
        _ => null,
    };
}

using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SegmentExport.Domain.Catalog;
using SegmentExport.Hosting.Sources;
using SegmentExport.Hosting.Startup;
using SegmentExport.Sources;

namespace SegmentExport.Hosting.Catalogs.Tools;

/// <summary>Draws a first catalog from a source, for an operator to go on with.</summary>
public static class CatalogInit
{
    private const string DuckDbSourceId = "cdp";

    private static readonly string[] FileEnds = [".parquet", ".csv"];

    /// <summary>Draws it and writes it where the settings say that the catalog is; one that is there already stays.</summary>
    /// <param name="kind">The source's kind.</param>
    /// <param name="place">The database file or the files (a glob) of a DuckDB source, relative to the catalog's folder or in S3; else the id under which the settings have the server's connection string.</param>
    /// <param name="configuration">The settings of a silo, and <see cref="CatalogInitOptions"/>.</param>
    /// <param name="cancellationToken">Ends the work; nothing is written then.</param>
    /// <returns>What was drawn, for the operator; no value of the data.</returns>
    /// <exception cref="StartupException">It cannot be drawn or written: why, and what to do.</exception>
    public static async Task<string> RunAsync(string kind, string place, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var options = configuration.GetSection(CatalogInitOptions.SectionName).Get<CatalogInitOptions>() ?? new();
        var errors = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new(options), errors, validateAllProperties: true))
        {
            throw new StartupException(string.Join(' ', errors.Select(error => error.ErrorMessage)));
        }

        return await CatalogToolServices.RunAsync(configuration, async services =>
        {
            var path = services.GetRequiredService<DataPaths>().Catalog;
            if (File.Exists(path))
            {
                throw new StartupException($"There is a catalog '{path}' already, which stays as it is. Set {SegmentExportOptions.SectionName}:{nameof(SegmentExportOptions.Catalog)} to a file that is not there.");
            }

            var definition = Define(kind, place);
            await using var source = services.GetRequiredService<ISegmentSourceFactory>().Open(definition, Path.GetDirectoryName(path)!);
            var inventory = source.Inventory ?? throw new StartupException($"From a source of the kind '{kind}' no catalog can be drawn.");
            var sketch = await new CatalogDrawer(inventory, options).DrawAsync(definition, cancellationToken);
            await WriteAsync(path, sketch.ToJson(), cancellationToken);
            var masked = sketch.Fields.Count(field => field.Suspicion is not null);
            return $"Drew '{path}': {sketch.Fields.Length} fields of '{sketch.Table}', by the key '{sketch.Key}'; for {masked} of them masks are suggested. Look through it, name members, then run 'catalog check'.";
        });
    }

    private static SourceDefinition Define(string kind, string place)
    {
        var none = ImmutableSortedDictionary<string, string>.Empty;
        if (kind != SourceKinds.DuckDb)
        {
            return new(place, kind, null, none);
        }

        if (S3Location.IsMeant(place) && !S3Location.TryParse(place, out _))
        {
            throw new StartupException($"Found '{place}'. Allowed: {S3Location.Allowed}. The server and its keys stand in the settings, as {SourceOptions.SectionName}:{nameof(SourceOptions.S3)}:{DuckDbSourceId}.");
        }

        var isFiles = S3Location.IsMeant(place) || place.Contains('*', StringComparison.Ordinal) || FileEnds.Contains(Path.GetExtension(place), StringComparer.OrdinalIgnoreCase);
        return isFiles ? new(DuckDbSourceId, kind, null, none.Add("*", place)) : new(DuckDbSourceId, kind, place, none);
    }

    private static async Task WriteAsync(string path, string json, CancellationToken cancellationToken)
    {
        var reading = CatalogReader.Read(Encoding.UTF8.GetBytes(json));
        if (!reading.Errors.IsEmpty)
        {
            throw new StartupException($"What was drawn is no catalog: {string.Join(' ', reading.Errors)}");
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = $"{path}.{Guid.CreateVersion7():N}.tmp";
            await File.WriteAllTextAsync(temporary, json, cancellationToken);
            File.Move(temporary, path, overwrite: false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The catalog cannot be written to '{path}' ({fault.Message}).", fault);
        }
    }
}

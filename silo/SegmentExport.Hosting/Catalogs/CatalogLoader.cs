using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using SegmentExport.Domain.Catalog;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Catalogs;

/// <summary>Reads the catalog; makes the sample where there is none and none was asked for.</summary>
internal sealed partial class CatalogLoader(DataPaths paths, ISampleCatalog sample, ILogger<CatalogLoader> logger)
{
    /// <summary>The catalog, valid by itself; whether its sources bear it out is checked later.</summary>
    /// <exception cref="CatalogException">It cannot be read, or has errors.</exception>
    public async Task<SpaceCatalog> LoadAsync(CancellationToken cancellationToken)
    {
        if (!paths.HasConfiguredCatalog && !File.Exists(paths.Catalog))
        {
            LogSample(paths.Catalog);
            await sample.CreateAsync(paths.Data, cancellationToken);
        }

        var reading = CatalogReader.Read(await ReadAsync(cancellationToken));
        return reading.Catalog ?? throw new CatalogException(paths.Catalog, reading.Errors);
    }

    private async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            // The reader says that a file is too long; it need not be in memory for that.
            if (new FileInfo(paths.Catalog) is { Exists: true, Length: > CatalogReader.MaxBytes } file)
            {
                throw Fail($"The file has {file.Length} bytes; at most {CatalogReader.MaxBytes} are allowed.");
            }

            return await File.ReadAllBytesAsync(paths.Catalog, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Fail($"The file cannot be read ({fault.Message}). Set SegmentExport:Catalog to a catalog file, or leave it out to start with a sample.");
        }
    }

    private CatalogException Fail(string message) => new(paths.Catalog, ImmutableArray.Create(new CatalogError("$", message)));

    [LoggerMessage(4010, LogLevel.Information, "There is no catalog at {Path} and none is configured: making a sample.")]
    private partial void LogSample(string path);
}

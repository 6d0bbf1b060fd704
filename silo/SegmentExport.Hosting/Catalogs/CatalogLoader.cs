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
    public async Task<CatalogFile> LoadAsync(CancellationToken cancellationToken)
    {
        if (!paths.HasConfiguredCatalog && !File.Exists(paths.Catalog))
        {
            LogSample(paths.Catalog);
            await sample.CreateAsync(paths.Data, cancellationToken);
        }

        return Parse(await ReadAsync(cancellationToken));
    }

    /// <summary>The catalog that a file's bytes are.</summary>
    /// <exception cref="CatalogException">It has errors.</exception>
    public CatalogFile Parse(byte[] content)
    {
        var reading = CatalogReader.Read(content);
        return reading.Catalog is { } catalog ? new(catalog, content) : throw Refuse(reading.Errors);
    }

    /// <summary>The file's bytes.</summary>
    /// <exception cref="CatalogException">It cannot be read.</exception>
    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
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

    /// <summary>The fault of a catalog with errors.</summary>
    public CatalogException Refuse(ImmutableArray<CatalogError> errors) => new(paths.Catalog, errors);

    private CatalogException Fail(string message) => Refuse([new CatalogError("$", message)]);

    [LoggerMessage(4010, LogLevel.Information, "There is no catalog at {Path} and none is configured: making a sample.")]
    private partial void LogSample(string path);
}

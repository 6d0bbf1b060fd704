using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Catalogs;

/// <summary>The made-up customer data platform in a folder that all silos of a cluster read: a cluster makes none by itself.</summary>
public static class SampleFolder
{
    /// <summary>Makes data and catalog where there is no <c>catalog.json</c> yet; one that is there is left alone, so it may be repeated.</summary>
    /// <param name="folder">The folder; made where it is not there.</param>
    /// <param name="configuration">The settings: <see cref="SampleOptions"/>.</param>
    /// <param name="cancellationToken">Ends it; what is half made is made anew by the next call.</param>
    /// <returns>Whether it was made now.</returns>
    /// <exception cref="StartupException">The settings are out of range, or the folder cannot be written.</exception>
    public static async Task<bool> CreateAsync(string folder, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var options = configuration.GetSection(SampleOptions.SectionName).Get<SampleOptions>() ?? new();
        if (new DataAnnotationValidateOptions<SampleOptions>(null).Validate(null, options) is { Failed: true } invalid)
        {
            throw new StartupException(invalid.FailureMessage);
        }

        try
        {
            Directory.CreateDirectory(folder);
            if (File.Exists(Path.Combine(folder, "catalog.json")))
            {
                return false;
            }

            await new SampleCatalog(Options.Create(options)).CreateAsync(folder, cancellationToken);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The sample cannot be written to {folder} ({fault.Message}). Name a folder that this user may write to.", fault);
        }
    }
}

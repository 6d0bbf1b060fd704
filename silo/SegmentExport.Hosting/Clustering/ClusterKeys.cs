using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Npgsql;
using SegmentExport.Domain.Errors;
using SegmentExport.Hosting.Database.Postgres;
using SegmentExport.Hosting.Keys;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Clustering;

/// <summary>Changes the key that wraps the keys of a cluster's files.</summary>
public static class ClusterKeys
{
    /// <summary>Has every file's key wrapped by the first of the settings' keys. May be repeated, and run while the cluster works.</summary>
    /// <param name="configuration">The settings of a silo: the database, and <see cref="ArtifactKeyOptions"/>.</param>
    /// <param name="cancellationToken">Ends the work; what is done is done.</param>
    /// <returns>The id of the key that wraps now, and how many keys were wrapped anew.</returns>
    /// <exception cref="StartupException">It could not be done: why, in one line.</exception>
    public static async Task<(string WrappedBy, int Rewrapped)> RewrapAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        var options = Read(configuration);
        await using var database = PostgresDatabase.Open(ClusterSettings.Read(configuration).ConnectionString!, ClusterSettings.ConnectionString, "segment-export-rewrap");
        var wrapping = KeyWrapping.Of(options);
        try
        {
            return (wrapping.CurrentId, await new KeyRewrapping(new PostgresArtifactKeyStore(database), wrapping).RunAsync(cancellationToken));
        }
        catch (NpgsqlException fault)
        {
            throw PostgresFaults.Explain(fault, database);
        }
        catch (PackagingException fault)
        {
            throw new StartupException($"{fault.Message} Put that key behind the others, then rewrap again.", fault);
        }
    }

    private static ArtifactKeyOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection(ArtifactKeyOptions.SectionName).Get<ArtifactKeyOptions>() ?? new();
        if (options.Keys.Count == 0)
        {
            throw new StartupException($"There are no keys in {ArtifactKeyOptions.SectionName}:Keys. Give this command the settings of a silo.");
        }

        var errors = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new(options), errors, validateAllProperties: true)
            ? options
            : throw new StartupException(string.Join(' ', errors.Select(error => error.ErrorMessage)));
    }
}

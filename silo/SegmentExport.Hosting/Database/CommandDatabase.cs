using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;
using SegmentExport.Hosting.Clustering;
using SegmentExport.Hosting.Database.Postgres;
using SegmentExport.Hosting.Database.Sqlite;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Database;

/// <summary>The database of a cluster, or of a data folder where the settings name no cluster, for commands that work on it beside its silos.</summary>
internal static class CommandDatabase
{
    /// <summary>Opens it, has something done with it, and closes it.</summary>
    /// <param name="configuration">The settings of a silo.</param>
    /// <param name="application">What the database shows of who works on it.</param>
    /// <param name="cluster">What is done where it is a cluster's.</param>
    /// <param name="embedded">What is done where it is a data folder's.</param>
    /// <exception cref="StartupException">There is none, or it does not answer: why, in one line.</exception>
    public static async Task<T> UseAsync<T>(IConfiguration configuration, string application, Func<DbDataSource, Task<T>> cluster, Func<DbDataSource, Task<T>> embedded)
    {
        if (configuration.IsCluster())
        {
            await using var database = PostgresDatabase.Open(ClusterSettings.Read(configuration).ConnectionString!, ClusterSettings.ConnectionString, application);
            try
            {
                return await cluster(database);
            }
            catch (NpgsqlException fault)
            {
                throw PostgresFaults.Explain(fault, database);
            }
        }

        var path = PathsOf(configuration).Database;
        if (!File.Exists(path))
        {
            throw new StartupException($"There is no database '{path}', and no cluster is named. Give this command the settings of a silo.");
        }

        await using var file = new SqliteDatabase(path);
        return await embedded(file);
    }

    /// <summary>The paths that the settings name.</summary>
    public static DataPaths PathsOf(IConfiguration configuration) =>
        new(Read<SegmentExportOptions>(configuration, SegmentExportOptions.SectionName), Read<ArtifactOptions>(configuration, ArtifactOptions.SectionName));

    /// <summary>A section of the settings.</summary>
    public static IOptions<T> Read<T>(IConfiguration configuration, string section)
        where T : class, new() =>
        Options.Create(configuration.GetSection(section).Get<T>() ?? new());
}

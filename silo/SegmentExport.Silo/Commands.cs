using SegmentExport.Hosting.Catalogs;
using SegmentExport.Hosting.Clustering;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Silo;

/// <summary>What the program does once and ends.</summary>
internal static class Commands
{
    /// <summary><c>migrate</c>: brings the cluster's database to this version.</summary>
    /// <param name="args">Settings from the command line.</param>
    /// <returns>The exit code: 0, or 1 where it could not be done; why is on standard error.</returns>
    public static Task<int> MigrateAsync(string[] args) => RunAsync(args, async settings =>
    {
        var applied = await ClusterMigration.RunAsync(settings, CancellationToken.None);
        return applied.IsEmpty ? "The database's schema is this version's already." : $"Applied to the database's schema: {string.Join(", ", applied)}.";
    });

    /// <summary><c>sample FOLDER</c>: makes the sample and its catalog there, unless the folder has a catalog.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="args">As above.</param>
    /// <returns>As above.</returns>
    public static Task<int> MakeSampleAsync(string folder, string[] args) => RunAsync(args, async settings =>
        await SampleFolder.CreateAsync(folder, settings, CancellationToken.None) ? $"Made the sample and its catalog in {folder}." : $"{folder} has a catalog already; it was left alone.");

    private static async Task<int> RunAsync(string[] args, Func<IConfiguration, Task<string>> command)
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables().AddCommandLine(args).Build();
        try
        {
            Console.WriteLine(await command(settings));
            return 0;
        }
        catch (StartupException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}

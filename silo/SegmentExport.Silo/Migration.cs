using SegmentExport.Hosting.Clustering;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Silo;

/// <summary><c>SegmentExport.Silo migrate</c>: brings the cluster's database to this version, and ends.</summary>
internal static class Migration
{
    /// <summary>Runs it.</summary>
    /// <param name="settings">The process's settings.</param>
    /// <returns>The exit code: 0, or 1 where it could not be done; why is on standard error.</returns>
    public static async Task<int> RunAsync(IConfiguration settings)
    {
        try
        {
            var applied = await ClusterMigration.RunAsync(settings, CancellationToken.None);
            Console.WriteLine(applied.IsEmpty ? "The database's schema is this version's already." : $"Applied to the database's schema: {string.Join(", ", applied)}.");
            return 0;
        }
        catch (StartupException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}

using SegmentExport.Hosting.Clustering;

namespace SegmentExport.Silo;

/// <summary><c>SegmentExport.Silo migrate</c>: brings the cluster's database to this version, and ends.</summary>
internal static class Migration
{
    /// <summary>Runs it.</summary>
    /// <param name="settings">The process's settings.</param>
    /// <returns>What was done.</returns>
    public static async Task<string> RunAsync(IConfiguration settings)
    {
        var applied = await ClusterMigration.RunAsync(settings, CancellationToken.None);
        return applied.IsEmpty ? "The database's schema is this version's already." : $"Applied to the database's schema: {string.Join(", ", applied)}.";
    }
}

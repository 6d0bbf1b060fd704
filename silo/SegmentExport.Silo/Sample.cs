using SegmentExport.Hosting.Catalogs;

namespace SegmentExport.Silo;

/// <summary><c>SegmentExport.Silo sample</c>: makes the sample and its catalog where <c>SegmentExport:Catalog</c> says, and ends. A cluster's silos make none: each would have one of its own.</summary>
internal static class Sample
{
    /// <summary>Runs it; a catalog that is there already stays as it is.</summary>
    /// <param name="settings">The process's settings.</param>
    /// <returns>What was done.</returns>
    public static async Task<string> RunAsync(IConfiguration settings)
    {
        var made = await ClusterSample.MakeAsync(settings, CancellationToken.None);
        return made is null ? "There is a catalog already." : $"Made a sample and its catalog, {made}.";
    }
}

using SegmentExport.Hosting.Catalogs;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Silo;

/// <summary><c>SegmentExport.Silo sample</c>: makes the sample and its catalog where <c>SegmentExport:Catalog</c> says, and ends. A cluster's silos make none: each would have one of its own.</summary>
internal static class Sample
{
    /// <summary>Runs it; a catalog that is there already stays as it is.</summary>
    /// <param name="settings">The process's settings.</param>
    /// <returns>The exit code: 0, or 1 where it could not be done; why is on standard error.</returns>
    public static async Task<int> RunAsync(IConfiguration settings)
    {
        try
        {
            var made = await ClusterSample.MakeAsync(settings, CancellationToken.None);
            Console.WriteLine(made is null ? "There is a catalog already." : $"Made a sample and its catalog, {made}.");
            return 0;
        }
        catch (StartupException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}

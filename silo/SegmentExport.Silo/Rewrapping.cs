using SegmentExport.Hosting.Clustering;

namespace SegmentExport.Silo;

/// <summary><c>SegmentExport.Silo rewrap</c>: has the keys of all files wrapped by the first of the settings' keys, and ends; the others are needed no more then.</summary>
internal static class Rewrapping
{
    /// <summary>Runs it.</summary>
    /// <param name="settings">The process's settings.</param>
    /// <returns>What was done.</returns>
    public static async Task<string> RunAsync(IConfiguration settings)
    {
        var (wrappedBy, rewrapped) = await ClusterKeys.RewrapAsync(settings, CancellationToken.None);
        return $"Wrapped anew: {rewrapped}. All keys of files are wrapped by '{wrappedBy}' now.";
    }
}

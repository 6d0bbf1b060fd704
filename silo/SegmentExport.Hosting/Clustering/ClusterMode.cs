using Microsoft.Extensions.Configuration;

namespace SegmentExport.Hosting.Clustering;

/// <summary>Whether a process is part of a cluster.</summary>
public static class ClusterMode
{
    /// <summary>Whether the settings name a cluster's database.</summary>
    public static bool IsCluster(this IConfiguration configuration) =>
        configuration[$"{ClusterModeOptions.SectionName}:{nameof(ClusterModeOptions.ConnectionString)}"] is { Length: > 0 };
}

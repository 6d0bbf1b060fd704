using Microsoft.Extensions.DependencyInjection;
using SegmentExport.Grains.Access;
using SegmentExport.Grains.Packaging;
using SegmentExport.Grains.Tasks;

namespace SegmentExport.Grains;

/// <summary>What the grains need beside what a host brings (catalog, sources, store, keys, audit, index, clock).</summary>
public static class GrainServices
{
    /// <summary>Registers the grains' own services.</summary>
    public static IServiceCollection AddSegmentExportGrains(this IServiceCollection services) => services
        .AddSingleton<SpaceAccess>()
        .AddSingleton<TaskAudit>()
        .AddSingleton<SubmissionChecks>()
        .AddSingleton<TaskWork>()
        .AddSingleton<ShardWork>();
}

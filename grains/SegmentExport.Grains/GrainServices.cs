using Microsoft.Extensions.DependencyInjection;
using SegmentExport.Grains.Access;
using SegmentExport.Grains.Audit;
using SegmentExport.Grains.Limits;
using SegmentExport.Grains.Links;
using SegmentExport.Grains.Operations;
using SegmentExport.Grains.Packaging;
using SegmentExport.Grains.Retention;
using SegmentExport.Grains.Rows;
using SegmentExport.Grains.Scheduling;
using SegmentExport.Grains.Sweeping;
using SegmentExport.Grains.Tasks;
using SegmentExport.Grains.Telemetry;
using SegmentExport.Grains.Users;

namespace SegmentExport.Grains;

/// <summary>What the grains need beside what a host brings (catalog, sources, store, keys, audit, index, clock).</summary>
public static class GrainServices
{
    /// <summary>Registers the grains' own services.</summary>
    public static IServiceCollection AddSegmentExportGrains(this IServiceCollection services) => services
        .AddSingleton<SpaceAccess>()
        .AddSingleton<AuditTrail>()
        .AddSingleton<TaskAudit>()
        .AddSingleton<RowReading>()
        .AddSingleton<UserListCursors>()
        .AddSingleton<SubmissionChecks>()
        .AddSingleton<TaskSeals>()
        .AddSingleton<TaskProtections>()
        .AddSingleton<SpaceLimitSettings>()
        .AddSingleton<PlanningSlots>()
        .AddSingleton<QueueAdmission>()
        .AddSingleton<TaskAdmission>()
        .AddSingleton<ISchedulingRules, SchedulingRules>()
        .AddSingleton<TaskWork>()
        .AddSingleton<TaskDigests>()
        .AddSingleton<PartSweep>()
        .AddSingleton<TaskRetention>()
        .AddSingleton<ClusterSilos>()
        .AddSingleton<SlotsAndQueues>()
        .AddSingleton<WaitingAndFailed>()
        .AddSingleton<FileLinkTokens>()
        .AddSingleton<ShardWork>()
        .AddSingleton<IPackagingDrain>(services => services.GetRequiredService<ShardWork>())
        .AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SiloDeaths>()
        .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<ShardWork>());
}

using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Packaging;

/// <summary>Grants the cluster's packaging slots, fairly over spaces and tasks. One in the cluster; key 0. Soft state: rebuilt from the unfinished tasks.</summary>
[Alias("SegmentExport.IPackagingSchedulerGrain")]
public interface IPackagingSchedulerGrain : IGrainWithIntegerKey
{
    /// <summary>A silo says that it is there, with its slots. Repeated every few seconds; 0 slots before it leaves.</summary>
    [Alias("Announce")]
    Task AnnounceAsync(SiloAnnouncement announcement);

    /// <summary>A task says what it holds and what it waits with; replaces what it said before.</summary>
    [Alias("Request")]
    Task RequestAsync(SlotDemand demand);

    /// <summary>A task gives slots back, and says what it still waits with.</summary>
    [Alias("Release")]
    Task ReleaseAsync(TaskKey task, SlotRelease release);

    /// <summary>What it knows of silos and queues, for operators.</summary>
    [Alias("GetView")]
    Task<SchedulerView> GetViewAsync();

    /// <summary>How much waits.</summary>
    [Alias("GetBacklog")]
    Task<PackagingBacklog> GetBacklogAsync();
}

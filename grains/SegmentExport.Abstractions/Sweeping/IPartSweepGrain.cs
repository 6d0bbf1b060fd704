namespace SegmentExport.Abstractions.Sweeping;

/// <summary>Deletes, ever again, the stored parts that no task owns. One in the cluster; key 0.</summary>
[Alias("SegmentExport.IPartSweepGrain")]
public interface IPartSweepGrain : IGrainWithIntegerKey
{
    /// <summary>Makes sure that somebody sweeps; returns at once. Called by the scheduler, so that the sweep goes on when its silo has died.</summary>
    [Alias("Wake")]
    Task WakeAsync();
}

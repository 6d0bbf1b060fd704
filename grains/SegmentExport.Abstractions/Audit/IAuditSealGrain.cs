namespace SegmentExport.Abstractions.Audit;

/// <summary>Seals the audit, ever again. One in the cluster; key 0.</summary>
[Alias("SegmentExport.IAuditSealGrain")]
public interface IAuditSealGrain : IGrainWithIntegerKey
{
    /// <summary>Makes sure that somebody seals; returns at once. Called by the scheduler, so that it goes on when its silo has died.</summary>
    [Alias("Wake")]
    Task WakeAsync();
}

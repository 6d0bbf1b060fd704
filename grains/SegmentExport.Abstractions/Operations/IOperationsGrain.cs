namespace SegmentExport.Abstractions.Operations;

/// <summary>How the cluster is, for its operators. One in the cluster; key 0. Soft state: all of it is gathered anew, at most twice a second however many look.</summary>
[Alias("SegmentExport.IOperationsGrain")]
public interface IOperationsGrain : IGrainWithIntegerKey
{
    /// <summary>The cluster as it is now; refused to who is no operator.</summary>
    [Alias("GetOverview")]
    Task<Answer<OperationsOverview>> GetOverviewAsync(Caller caller);
}

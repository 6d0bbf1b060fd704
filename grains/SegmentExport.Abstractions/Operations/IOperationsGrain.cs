namespace SegmentExport.Abstractions.Operations;

/// <summary>How the cluster is, for its operators. Keys from 0, on each silo that is asked: by another key another silo can be asked. Soft state: all of it is gathered anew, at most twice a second for a key on a silo however many look.</summary>
[Alias("SegmentExport.IOperationsGrain")]
public interface IOperationsGrain : IGrainWithIntegerKey
{
    /// <summary>The cluster as it is now; refused to who is no operator.</summary>
    [Alias("GetOverview"), ResponseTimeout("00:00:03")]
    Task<Answer<OperationsOverview>> GetOverviewAsync(Caller caller);
}

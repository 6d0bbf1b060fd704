namespace SegmentExport.Abstractions.Limits;

/// <summary>The requests that one user may make, over all gateways. Gateways lease a few at a time, so that most requests ask nobody. Key: the user's id. Soft state.</summary>
[Alias("SegmentExport.IRequestPermitGrain")]
public interface IRequestPermitGrain : IGrainWithStringKey
{
    /// <summary>Takes some permits.</summary>
    [Alias("Lease")]
    Task<PermitLease> LeaseAsync();
}

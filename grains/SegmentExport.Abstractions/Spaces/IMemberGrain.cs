namespace SegmentExport.Abstractions.Spaces;

/// <summary>What the catalog says of one signed-in user. Stateless worker; key 0.</summary>
[Alias("SegmentExport.IMemberGrain")]
public interface IMemberGrain : IGrainWithIntegerKey
{
    /// <summary>The caller's spaces and permissions; none for somebody the catalog does not know.</summary>
    [Alias("GetMemberships")]
    Task<MembershipList> GetMembershipsAsync(Caller caller);
}

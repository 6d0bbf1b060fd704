using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Audit;

/// <summary>Reads the audit, for who approves downloads. Key 0: it keeps nothing.</summary>
[Alias("SegmentExport.IAuditGrain")]
public interface IAuditGrain : IGrainWithIntegerKey
{
    /// <summary>A page of a space's audit, newest first. The look itself is in the audit.</summary>
    [Alias("List")]
    Task<Answer<AuditPage>> ListAsync(Caller caller, SpaceId space, AuditQuery query);
}

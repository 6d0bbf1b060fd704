using SegmentExport.Domain.Users;

namespace SegmentExport.Abstractions.Users;

/// <summary>The portrait's user list of one space. Stateless worker; key: the space's id. Every call checks the caller's membership and is audited.</summary>
[Alias("SegmentExport.IUserListGrain")]
public interface IUserListGrain : IGrainWithStringKey
{
    /// <summary>One page of a segment's users, masked wherever the catalog has a mask.</summary>
    [Alias("Query")]
    Task<Answer<RowSet>> QueryAsync(Caller caller, UserListRequest request, CancellationToken cancellationToken);
}

using Orleans.Concurrency;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Spaces;
using SegmentExport.Grains.Access;

namespace SegmentExport.Grains.Spaces;

/// <summary>Reads memberships from the catalog in force.</summary>
[StatelessWorker]
internal sealed class MemberGrain(ICurrentCatalog catalog) : Grain, IMemberGrain
{
    public Task<MembershipList> GetMembershipsAsync(Caller caller) => Task.FromResult(new MembershipList(
    [
        .. from space in catalog.Value.Spaces
           let permissions = space.PermissionsOf(caller.User, caller.Groups)
           where permissions is not null
           select new Membership(space.Id, space.Name, space.FourEyes, permissions.Value),
    ],
    catalog.Value.Operators.Contains(caller.User)));
}

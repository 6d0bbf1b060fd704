using System.Diagnostics.CodeAnalysis;
using SegmentExport.Abstractions;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.Grains.Access;

/// <summary>Finds out what a caller is in a space. The catalog alone says it, of users and of groups; of the caller nothing is believed but who they are and which groups their token names.</summary>
internal sealed class SpaceAccess(ICurrentCatalog catalog)
{
    /// <summary>Whether the catalog has the space.</summary>
    public bool Knows(SpaceId id) => catalog.Value.Space(id) is not null;

    /// <summary>The space and the caller's part in it, where the caller is a member, or of a group that belongs to it.</summary>
    public bool TryEnter(SpaceId id, Caller caller, [NotNullWhen(true)] out Space? space, [NotNullWhen(true)] out Actor? actor)
    {
        space = catalog.Value.Space(id);
        actor = space?.PermissionsOf(caller.User, caller.Groups) is { } permissions ? new Actor(caller.User, permissions, space.FourEyes) : null;
        return actor is not null;
    }

    /// <summary>Of the caller's groups the one that opens most files of the space; null where none belongs to it.</summary>
    public GroupId? GroupForFiles(SpaceId id, Caller caller) =>
        catalog.Value.Space(id)?.GroupsAmong(caller.Groups).MaxBy(group => group.Permissions & SpacePermissions.ViewAllDownloads)?.Group;
}

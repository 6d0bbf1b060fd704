using System.Diagnostics.CodeAnalysis;
using SegmentExport.Abstractions;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.Grains.Access;

/// <summary>Finds out what a caller is in a space. The catalog alone says it; nothing that the caller sends is believed.</summary>
internal sealed class SpaceAccess(ICurrentCatalog catalog)
{
    /// <summary>Whether the catalog has the space.</summary>
    public bool Knows(SpaceId id) => catalog.Value.Space(id) is not null;

    /// <summary>The space and the caller's part in it, where the caller is a member.</summary>
    public bool TryEnter(SpaceId id, Caller caller, [NotNullWhen(true)] out Space? space, [NotNullWhen(true)] out Actor? actor)
    {
        space = catalog.Value.Space(id);
        actor = space?.Member(caller.User) is { } member ? new Actor(member.User, member.Permissions, space.FourEyes) : null;
        return actor is not null;
    }
}

using System.Diagnostics.CodeAnalysis;
using SegmentExport.Abstractions;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.Grains.Access;

/// <summary>Finds out what a caller is in a space. The catalog alone says it; nothing that the caller sends is believed.</summary>
internal sealed class SpaceAccess(ICurrentCatalog catalog)
{
    /// <summary>The space and the caller's part in it, where the caller is a member.</summary>
    public bool TryEnter(SpaceId id, Caller caller, [NotNullWhen(true)] out Space? space, [NotNullWhen(true)] out Actor? actor)
    {
        space = catalog.Value.Space(id);
        actor = space?.Member(caller.User) is { } member ? new Actor(member.User, member.Permissions, space.FourEyes) : null;
        return actor is not null;
    }

    /// <summary>The same for a space that does not exist and one that the caller does not belong to.</summary>
    public static Rejection SpaceNotFound(SpaceId id) => new()
    {
        Kind = RejectionKind.NotFound,
        Code = ErrorCodes.SpaceNotFound,
        Message = $"There is no space '{id}' that you belong to. GET /api/v1/me lists yours.",
    };
}

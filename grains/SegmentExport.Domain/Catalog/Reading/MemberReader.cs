using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Names;

namespace SegmentExport.Domain.Catalog.Reading;

/// <summary>A member of a space with what they may do.</summary>
internal static class MemberReader
{
    private static readonly string Allowed =
        string.Join(", ", Enum.GetValues<SpacePermissions>().Where(permission => permission != SpacePermissions.None).Select(ApiNames.Of));

    public static Member? Read(Node node, HashSet<UserId> users)
    {
        if (node.AsObject("user", "permissions") is not { } member)
        {
            return null;
        }

        var user = member.Id("user", users, "1 to 200 characters without control characters");
        var permissions = SpacePermissions.None;
        foreach (var entry in member.Optional("permissions")?.AsArray() ?? [])
        {
            if (entry.AsText() is not { } name)
            {
                continue;
            }

            if (ApiNames.TryParse<SpacePermissions>(name, out var permission) && permission != SpacePermissions.None)
            {
                permissions |= permission;
            }
            else
            {
                entry.Fail<object>($"Found {entry.Found}. Allowed: {Allowed}.");
            }
        }

        return user is null ? null : new(user.Value, permissions);
    }
}

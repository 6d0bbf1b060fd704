using SegmentExport.Domain.Names;

namespace SegmentExport.Domain.Catalog.Reading;

/// <summary>What members, or the people of a group, may do.</summary>
internal static class PermissionReader
{
    private static readonly string Allowed =
        string.Join(", ", Enum.GetValues<SpacePermissions>().Where(permission => permission != SpacePermissions.None).Select(ApiNames.Of));

    /// <summary>The permissions of a list; none where there is no list.</summary>
    public static SpacePermissions Read(Node? list)
    {
        var permissions = SpacePermissions.None;
        foreach (var entry in list?.AsArray() ?? [])
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

        return permissions;
    }
}

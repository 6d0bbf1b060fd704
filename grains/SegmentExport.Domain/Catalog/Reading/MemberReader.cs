using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Catalog.Reading;

/// <summary>Who belongs to a space: members by name, and groups of which tokens tell; each with what they may do.</summary>
internal static class MemberReader
{
    /// <summary>What the name of a user or a group may be, for messages.</summary>
    public const string Allowed = "1 to 200 characters without control characters";

    public static Member? ReadMember(Node node, HashSet<UserId> users)
    {
        if (node.AsObject("user", "permissions") is not { } member)
        {
            return null;
        }

        var user = member.Id("user", users, Allowed);
        var permissions = PermissionReader.Read(member.Optional("permissions"));
        return user is null ? null : new(user.Value, permissions);
    }

    public static MemberGroup? ReadGroup(Node node, HashSet<GroupId> groups)
    {
        if (node.AsObject("group", "permissions") is not { } entry)
        {
            return null;
        }

        var group = entry.Id("group", groups, Allowed);
        var permissions = PermissionReader.Read(entry.Optional("permissions"));
        return group is null ? null : new(group.Value, permissions);
    }
}

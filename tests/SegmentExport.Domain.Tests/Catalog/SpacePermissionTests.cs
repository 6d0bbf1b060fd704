using System.Collections.Immutable;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Tests.Catalog;

/// <summary>What members and the people of groups may do, taken together.</summary>
public sealed class SpacePermissionTests
{
    private const SpacePermissions Both = SpacePermissions.ViewAllDownloads | SpacePermissions.ApproveDownloads;

    private static readonly Space Retail = new(
        new("retail"),
        "Retail",
        fourEyes: false,
        "cdp",
        new("profile", "user_id"),
        [],
        [],
        [new(new("alice"), SpacePermissions.None), new(new("carol"), Both), new(new("erin"), SpacePermissions.ApproveDownloads), new(new("frank"), SpacePermissions.ViewAllDownloads)])
    {
        Groups =
        [
            new(new("retail-staff"), SpacePermissions.None), new(new("retail-viewers"), SpacePermissions.ViewAllDownloads), new(new("retail-deciders"), SpacePermissions.ApproveDownloads),
        ],
    };

    [Theory]
    [InlineData("mallory", "", null)]
    [InlineData("mallory", "unknown RETAIL-STAFF retail-staff2", null)]
    [InlineData("mallory", "retail-staff", SpacePermissions.None)]
    [InlineData("mallory", "unknown retail-viewers", SpacePermissions.ViewAllDownloads)]
    [InlineData("mallory", "retail-deciders retail-staff retail-viewers", Both)]
    [InlineData("alice", "", SpacePermissions.None)]
    [InlineData("alice", "unknown", SpacePermissions.None)]
    [InlineData("alice", "retail-deciders", SpacePermissions.ApproveDownloads)]
    [InlineData("erin", "retail-viewers", Both)]
    [InlineData("carol", "retail-staff", Both)]
    [InlineData("retail-viewers", "", null)]
    [InlineData("mallory", "carol", null)]
    public void PermissionsOf_AMemberAndTheirGroups_AreAllOfThem(string user, string groups, SpacePermissions? expected) => Assert.Equal(expected, Retail.PermissionsOf(new(user), Groups(groups)));

    [Fact]
    public void PermissionsOf_WithoutAListOfGroups_AreTheMembers()
    {
        Assert.Equal(SpacePermissions.ViewAllDownloads, Retail.PermissionsOf(new("frank"), default));
        Assert.Null(Retail.PermissionsOf(new("mallory"), default));
    }

    private static ImmutableArray<GroupId> Groups(string names) => [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => new GroupId(name))];
}

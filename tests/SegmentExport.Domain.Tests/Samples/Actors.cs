using System.Collections.Immutable;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.Domain.Tests.Samples;

/// <summary>Every kind of member that a task can meet. The order is the columns of the tables.</summary>
internal static class Actors
{
    public static readonly UserId Submitter = new("alice");

    private const SpacePermissions Both = SpacePermissions.ApproveDownloads | SpacePermissions.ViewAllDownloads;

    public static Actor Owner { get; } = new(Submitter, SpacePermissions.None, false);

    public static Actor OwnerAndApprover { get; } = new(Submitter, Both, false);

    public static Actor OwnerUnderFourEyes { get; } = new(Submitter, Both, true);

    public static Actor Nobody { get; } = new(new("bob"), SpacePermissions.None, false);

    public static Actor Viewer { get; } = new(new("vera"), SpacePermissions.ViewAllDownloads, false);

    public static Actor Approver { get; } = new(new("carol"), Both, true);

    public static Actor BlindApprover { get; } = new(new("dave"), SpacePermissions.ApproveDownloads, false);

    public static ImmutableArray<Actor> All { get; } = [Owner, OwnerAndApprover, OwnerUnderFourEyes, Nobody, Viewer, Approver, BlindApprover];
}

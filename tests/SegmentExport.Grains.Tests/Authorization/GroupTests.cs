using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Links;
using SegmentExport.Abstractions.Spaces;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Authorization;

/// <summary>What the groups of a token give, as long as the token names them and the catalog has them.</summary>
public sealed class GroupTests(RetailCluster fixture) : IClassFixture<RetailCluster>
{
    [Fact]
    public async Task Groups_OfSomebodyTheCatalogDoesNotName_GiveWhatTheCatalogSaysOfThem()
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync();

        Assert.Equal(ErrorCodes.SpaceNotFound, (await task.Grain.GetAsync(Gina("unknown"))).Rejection!.Code);
        Assert.Equal(ErrorCodes.TaskNotFound, (await task.Grain.GetAsync(Gina("retail-staff"))).Rejection!.Code);
        Assert.True((await task.Grain.GetAsync(Gina("retail-viewers"))).IsAccepted);
        Assert.Equal(ErrorCodes.NotPermitted, (await task.Grain.ApproveAsync(Gina("retail-viewers"), Decision())).Rejection!.Code);
        Assert.Equal(ErrorCodes.TaskNotFound, (await task.Grain.ApproveAsync(Gina("retail-deciders"), Decision())).Rejection!.Code);
        Assert.True((await task.Grain.ApproveAsync(Gina("retail-viewers", "retail-deciders"), Decision())).IsAccepted);

        // Gone with the next token.
        Assert.Equal(ErrorCodes.SpaceNotFound, (await task.Grain.GetAsync(Gina())).Rejection!.Code);
    }

    [Fact]
    public async Task Memberships_OfSomebodyWithGroups_AreThoseOfBoth()
    {
        var memberships = await fixture.Cluster.Client.GetGrain<IMemberGrain>(0).GetMembershipsAsync(new(new("alice"), [new("retail-viewers")]));

        Assert.Equal([("bank", SpacePermissions.None), ("retail", SpacePermissions.ViewAllDownloads)], memberships.Items.Select(item => (item.Space.Value, item.Permissions)).Order());
    }

    [Fact]
    public async Task Link_OfSomebodyWithTheRightByAGroup_OpensTheFile()
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync();
        await task.CompletedAsync();
        var links = fixture.Cluster.Client.GetGrain<IFileLinkGrain>(task.Key.ToString());

        var link = (await links.CreateAsync(Gina("retail-staff", "retail-viewers"), new() { Minutes = 1 })).Value!;

        Assert.True((await links.OpenAsync(new() { Token = link.Token, HeadersOnly = true })).IsAccepted);
        Assert.Equal(ErrorCodes.TaskNotFound, (await links.CreateAsync(Gina("retail-staff"), new() { Minutes = 1 })).Rejection!.Code);
    }

    private static Caller Gina(params string[] groups) => new(new("gina"), [.. groups.Select(group => new GroupId(group))]);

    private static DecisionRequest Decision() => new() { Operation = OperationId.New() };
}

using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Events;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Access;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Grains.Tests.Events;

/// <summary>Events under a catalog that changes while they are waited for, and from two silos.</summary>
public sealed class TaskEventsTests : IAsyncLifetime
{
    private readonly SwitchedCatalog _catalog = new();
    private SegmentExportCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await SegmentExportCluster.StartAsync(new()
    {
        Silos = 2,
        InMemory = true,
        Settings = Quick.Packaging,
        Services = (_, services) => services.AddSingleton<ICurrentCatalog>(_catalog),
    });

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Read_ByAMemberWhoIsTakenOut_EndsWhileItWaits()
    {
        var place = (await ReadAsync("bob", null, wait: false)).Value!.Position;
        var waiting = ReadAsync("bob", place, wait: true);

        _catalog.Replace("""{ "user": "bob", "permissions": [] },""", "");

        Assert.Equal(NotFoundRejections.Space, (await waiting).Rejection);
    }

    [Fact]
    public async Task Read_ByOneWhoMayNotSeeAllAnyMore_ShowsTheirOwnAlone()
    {
        var place = (await ReadAsync("frank", null, wait: false)).Value!.Position;
        var first = await new ExportTask(_cluster).SubmittedAsync();
        Assert.Contains(await FollowAsync("frank", place, view => view.Key == first.Key), view => view.Key == first.Key);

        _catalog.Replace("""{ "user": "frank", "permissions": ["view_all_downloads"] }""", """{ "user": "frank", "permissions": [] }""");
        var other = await new ExportTask(_cluster).SubmittedAsync();
        var own = await new ExportTask(_cluster).SubmittedAsync("frank");

        var seen = await FollowAsync("frank", place, view => view.Key == own.Key);
        Assert.All(seen, view => Assert.Equal(own.Key, view.Key));
        Assert.DoesNotContain(seen, view => view.Key == other.Key);
    }

    [Fact]
    public async Task Read_FromAnotherSilo_GoesOnWhereTheFirstWas()
    {
        var place = (await ReadAsync("carol", null, wait: false)).Value!.Position;
        var task = await new ExportTask(_cluster).SubmittedAsync();
        await task.ApproveAsync();
        await task.WaitForAsync(DownloadTaskStatus.Completed);

        // A client of each silo's own, so that each silo's reader answers.
        foreach (var silo in _cluster.Cluster.Silos)
        {
            var grains = _cluster.Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<IGrainFactory>();
            var batch = (await grains.GetGrain<ITaskEventsGrain>("retail").ReadAsync(ExportTask.CallerOf("carol"), place, wait: true, CancellationToken.None)).Value!;

            Assert.True(batch.IsContinuous);
            Assert.Equal(DownloadTaskStatus.Completed, Assert.Single(batch.Items, change => change.Task.State.Key == task.Key).Task.Status);
        }
    }

    [Fact]
    public async Task Read_WhereNothingHappens_AnswersWithinAGrainCallsTime()
    {
        var place = (await ReadAsync("dave", null, wait: false)).Value!;

        Assert.False(place.IsContinuous);
        Assert.Empty(place.Items);
        Assert.Equal(ErrorCodes.InvalidCursor, (await ReadAsync("dave", "nonsense", wait: true)).Rejection!.Code);
        Assert.Equal(NotFoundRejections.Space, (await ReadAsync("nobody", place.Position, wait: true)).Rejection);
    }

    private Task<Answer<TaskChangeBatch>> ReadAsync(string user, string? after, bool wait) =>
        _cluster.Client.GetGrain<ITaskEventsGrain>("retail").ReadAsync(ExportTask.CallerOf(user), after, wait, CancellationToken.None);

    private async Task<List<DownloadTaskState>> FollowAsync(string user, string place, Predicate<DownloadTaskState> isLast)
    {
        var seen = new List<DownloadTaskState>();
        while (!seen.Exists(isLast))
        {
            var batch = (await ReadAsync(user, place, wait: true)).Value!;
            seen.AddRange(batch.Items.Select(change => change.Task.State));
            place = batch.Position;
        }

        return seen;
    }

    private sealed class SwitchedCatalog : ICurrentCatalog
    {
        private volatile SpaceCatalog _value = Read(TestCatalog.Json);

        public SpaceCatalog Value => _value;

        public void Replace(string member, string by) => _value = Read(TestCatalog.Json.Replace(member, by, StringComparison.Ordinal));

        private static SpaceCatalog Read(string json) => CatalogReader.Read(Encoding.UTF8.GetBytes(json)).Catalog!;
    }
}

using Microsoft.Extensions.Time.Testing;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.TestKit.Clusters;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Startup;

/// <summary>That the parts of a silo fit together: one export from its submission to its expiry.</summary>
public sealed class ExportThroughSilosTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Export_OverTwoSilos_IsPackedListedAndGoneAfterADay(bool useSample)
    {
        var clock = new FakeTimeProvider(TaskStates.Epoch);
        await using var cluster = await SegmentExportCluster.StartAsync(new()
        {
            Silos = 2,
            UseSample = useSample,
            Clock = clock,
            Settings = new Dictionary<string, string?> { ["SegmentExport:Sharding:TargetRows"] = "100", ["SegmentExport:Packaging:Slots"] = "1" },
        });
        var (alice, carol) = (new Caller(new UserId("alice")), new Caller(new UserId("carol")));
        var key = new TaskKey(new("retail"), TaskId.New(clock.GetUtcNow()));
        var task = cluster.Client.GetGrain<IDownloadTaskGrain>(key.ToString());

        var submitted = await task.SubmitAsync(alice, new()
        {
            SegmentId = "everyone",
            Reason = "A test",
            Fields = [new("user_id", null), new("phone", "hash"), new("city", null)],
            Operation = OperationId.New(),
        });
        Assert.True(submitted.IsAccepted, submitted.Rejection?.Message);
        var approved = await task.ApproveAsync(carol, new() { Operation = OperationId.New() });
        Assert.True(approved.IsAccepted, approved.Rejection?.Message);
        var completed = await WaitForAsync(task, alice, view => view.Status == DownloadTaskStatus.Completed);

        var page = await cluster.Client.GetGrain<IDownloadTaskListGrain>(0).ListAsync(alice, key.Space, new() { Search = "全部", Status = DownloadTaskStatus.Completed });
        Assert.Equal(new PackagingTotals(2000, 2000, completed.Totals.StoredBytes, 20, 20), Assert.Single(page.Value!.Items).Totals);
        Assert.Equal(2, completed.State.Packaging.Packed.Select(part => part.Silo).Distinct().Count());
        Assert.Equal(20, Parts(cluster).Length);

        clock.Advance(DownloadTaskState.DownloadPeriod + TimeSpan.FromMinutes(10));
        var expired = await WaitForAsync(task, alice, view => view.State.PartsDeletedAt is not null);
        Assert.Equal(DownloadTaskStatus.Expired, expired.Status);
        Assert.Empty(Parts(cluster));
    }

    private static string[] Parts(SegmentExportCluster cluster) =>
        Directory.GetFiles(Path.Combine(cluster.DataPath, "artifacts"), "*", SearchOption.AllDirectories);

    private static async Task<DownloadTaskView> WaitForAsync(IDownloadTaskGrain task, Caller caller, Predicate<DownloadTaskView> condition)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var view = (await task.GetAsync(caller)).Value!;
            if (condition(view))
            {
                return view;
            }

            if (timeout.IsCancellationRequested)
            {
                throw new TimeoutException($"The task did not come so far: {view.Status}, {view.State.Packaging.State}, {view.Totals}, {view.State.Packaging.Failure}.");
            }

            // The task says nothing by itself; it is asked again until the time-out.
            await Task.Delay(20, CancellationToken.None);
        }
    }
}

using Orleans.Configuration;
using SegmentExport.Abstractions.Limits;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Grains.Tests.Limits;

/// <summary>Who keeps a space's limits is lost between a yes and the record of the task or plan: what it had promised is not given twice.</summary>
public sealed class LostKeeperTests
{
    private const int Users = 100;

    private static readonly (string Name, string Value) OneTask = ("Limits:ConcurrentTasks", "1");
    private static readonly (string Name, string Value) OneTaskOfRows = ("Limits:RowsPerDay", "100");

    /// <summary>No cluster looks for tasks of the other one.</summary>
    private static readonly (string Name, string Value) Alone = ("Packaging:PingPeriod", "00:10:00");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Admission_LostBeforeTheTaskIsStored_PacksNoMoreThanAllowed(int times)
    {
        await using var cluster = await StartAsync(1, null, OneTask);
        var records = new HeldRecords(cluster.Faults.Storage, write: 1);
        var packing = new TaskCompletionSource();
        cluster.Faults.Source.Planning = (_, _) => packing.Task;
        var promised = new List<(ExportTask Task, Task Answer)>();
        for (var time = 0; time < times; time++)
        {
            var task = new ExportTask(cluster);
            promised.Add((task, await records.HoldAsync(task)));
            await cluster.Cluster.DeactivateAsync(KeeperOf(cluster));
        }

        var last = await new ExportTask(cluster).SubmittedAsync();
        records.Open();
        await Task.WhenAll(promised.Select(task => task.Answer));

        foreach (var (task, _) in promised)
        {
            await AssertClosedAsync(task, ErrorCodes.TooManyTasks);
        }

        packing.SetResult();
        await last.WaitForAsync(view => view.State.Packaging.State == PackagingState.Packed);
    }

    [Fact]
    public async Task Admission_LostWithItsSilo_PacksNoMoreThanAllowed()
    {
        await using var cluster = await StartAsync(2, null, OneTask);
        var keeper = KeeperOf(cluster);
        await (await new ExportTask(cluster).SubmittedAsync()).WaitForAsync(view => view.State.Packaging.State == PackagingState.Packed);
        var (promised, other) = (await BesideAsync(keeper, cluster), await BesideAsync(keeper, cluster));
        var records = new HeldRecords(cluster.Faults.Storage, write: 1);
        var packing = new TaskCompletionSource();
        cluster.Faults.Source.Planning = (_, _) => packing.Task;
        var answer = await records.HoldAsync(promised);

        await cluster.Cluster.KillSiloAsync(cluster.SiloOf(keeper)!);
        await other.EventuallyAsync(async () => (await other.SubmitAsync()).IsAccepted, () => "it was not admitted");
        records.Open();
        await answer;

        await AssertClosedAsync(promised, ErrorCodes.TooManyTasks);
        packing.SetResult();
        await other.WaitForAsync(view => view.State.Packaging.State == PackagingState.Packed);
    }

    [Fact]
    public async Task Admission_LostAfterTheTaskIsStored_CountsStill()
    {
        await using var cluster = await StartAsync(1, null, OneTask);
        var packing = new TaskCompletionSource();
        cluster.Faults.Source.Planning = (_, _) => packing.Task;
        var task = await new ExportTask(cluster).SubmittedAsync();

        await cluster.Cluster.DeactivateAsync(KeeperOf(cluster));

        Assert.Equal(ErrorCodes.TooManyTasks, (await new ExportTask(cluster).SubmitAsync()).Rejection?.Code);
        packing.SetResult();
        await task.WaitForAsync(view => view.State.Packaging.State == PackagingState.Packed);
    }

    [Fact]
    public async Task Rows_LostBeforeThePlanIsStored_AreNoMoreThanAllowed()
    {
        await using var cluster = await StartAsync(1, null, OneTaskOfRows);
        var records = new HeldRecords(cluster.Faults.Storage, write: 2);
        var promised = new ExportTask(cluster);
        var held = await records.HoldAsync(promised);
        await cluster.Cluster.DeactivateAsync(KeeperOf(cluster));

        var other = await new ExportTask(cluster).SubmittedAsync();
        await other.WaitForStoredAsync(state => state.Packaging.Plan is not null);
        records.Open();
        await held;

        await AssertClosedAsync(promised, ErrorCodes.RowsPerDayExceeded);
        await other.WaitForAsync(view => view.State.Packaging.State == PackagingState.Packed);
        Assert.Empty(promised.Files);
    }

    /// <summary>A silo that was cut off goes on for a while, with all its memory, while another one does its work.</summary>
    [Fact]
    public async Task Admission_ByAKeeperThatIsOneNoMore_IsRefused()
    {
        using var folder = new TempDataFolder(inMemory: true);
        await using var cutOff = await StartAsync(1, folder.Path, OneTask, Alone);
        var records = new HeldRecords(cutOff.Faults.Storage, write: 1);
        var promised = new ExportTask(cutOff);
        var answer = await records.HoldAsync(promised);

        await using var others = await StartAsync(1, folder.Path, OneTask, Alone);
        var (planning, packing) = (new TaskCompletionSource(), new TaskCompletionSource());
        others.Faults.Source.Planning = (_, _) =>
        {
            planning.TrySetResult();
            return packing.Task;
        };
        var other = await new ExportTask(others).SubmittedAsync();
        await planning.Task.WaitAsync(TimeSpan.FromSeconds(30));
        records.Open();
        await answer;

        await AssertClosedAsync(promised, ErrorCodes.TooManyTasks);
        packing.SetResult();
        await other.WaitForAsync(view => view.State.Packaging.State == PackagingState.Packed);
    }

    /// <summary>A task on another silo than a grain.</summary>
    private static async Task<ExportTask> BesideAsync(IAddressable grain, SegmentExportCluster cluster)
    {
        while (true)
        {
            var task = new ExportTask(cluster);
            await task.GetAsync();
            if (cluster.SiloOf(task.Grain) != cluster.SiloOf(grain))
            {
                return task;
            }
        }
    }

    private static async Task AssertClosedAsync(ExportTask task, string code)
    {
        var state = await task.WaitForStoredAsync(state => state.Packaging.State is PackagingState.Failed or PackagingState.Packed);
        Assert.Equal(code, state.Packaging.Failure?.Code);
    }

    private static ISpaceLimitsGrain KeeperOf(SegmentExportCluster cluster) => cluster.Client.GetGrain<ISpaceLimitsGrain>("retail");

    private static Task<SegmentExportCluster> StartAsync(short silos, string? folder, params (string Name, string Value)[] settings) => SegmentExportCluster.StartAsync(new()
    {
        Silos = silos,
        Users = Users,
        InMemory = folder is null,
        DataPath = folder,
        Settings = Quick.With(settings),
        Silo = silo => silo.Configure<ClusterMembershipOptions>(membership =>
        {
            (membership.ProbeTimeout, membership.NumMissedProbesLimit, membership.NumVotesForDeathDeclaration) = (TimeSpan.FromMilliseconds(500), 2, 1);
            (membership.TableRefreshTimeout, membership.IAmAliveTablePublishTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }),
    });
}

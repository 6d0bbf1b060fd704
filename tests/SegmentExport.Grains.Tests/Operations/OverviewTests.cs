using SegmentExport.Abstractions.Operations;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Operations;

/// <summary>What operators see of a cluster of several silos, at work.</summary>
public sealed class OverviewTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Overview_WhileTwoSilosPack_ShowsSlotsQueuesAndHowFarEachShardIs()
    {
        await using var cluster = await SegmentExportCluster.StartAsync(new() { Silos = 2, InMemory = true, Users = 2000, Settings = Quick.With(("Packaging:Slots", "1")) });
        var released = new TaskCompletionSource();
        cluster.Faults.Source.Opening = (_, cancellationToken) => released.Task.WaitAsync(cancellationToken);
        var (retail, bank) = (new ExportTask(cluster), new ExportTask(cluster, "bank"));
        await retail.SubmittedAsync();
        await bank.SubmittedAsync(request: ExportTask.BankRequest());

        var seen = await WaitAsync(cluster, overview => overview.Running.Items.Length == 2 && overview.Queues.Items.Sum(queue => queue.WaitingShards) == 14);

        Assert.All(seen.Silos.Items, silo => Assert.Equal((SiloState.Active, 1, 1, true), (silo.State, silo.Slots, silo.BusySlots, silo.Answers)));
        Assert.Equal(cluster.Cluster.Silos.Select(silo => silo.Name).Order(), seen.Silos.Items.Select(silo => silo.Name).Order());
        Assert.Equal(cluster.Cluster.Silos.Select(silo => silo.Name).Order(), seen.Running.Items.Select(shard => shard.Silo).Order());
        Assert.Equal(["bank", "retail"], seen.Queues.Items.Select(queue => queue.Space.Value).Order());
        Assert.Equal((2, 2), (seen.Queues.Items.Sum(queue => queue.BusySlots), seen.Queues.Items.Sum(queue => queue.WaitingTasks)));
        Assert.All(seen.Running.Items, shard => Assert.Equal((250, 0, 1), (shard.Rows, shard.RowsRead, shard.Attempt)));
        Assert.Equal(retail.Key, seen.Oldest?.Task);
        Assert.True(seen.DatabaseAnswers);

        released.SetResult();
        await retail.CompletedAsync();
        await bank.CompletedAsync();
        var idle = await WaitAsync(cluster, overview => overview.Running.Items.IsEmpty && overview.Queues.Items.IsEmpty);
        Assert.Null(idle.Oldest);
        Assert.All(idle.Silos.Items, silo => Assert.Equal(0, silo.BusySlots));
    }

    [Fact]
    public async Task Overview_OfAShardInTheMiddle_ShowsTheRowsThatWereRead()
    {
        await using var cluster = await SegmentExportCluster.StartAsync(new() { Silos = 1, InMemory = true, Users = 200, Settings = Quick.Packaging });
        using var released = new ManualResetEventSlim();
        cluster.Faults.Source.Reading = (_, batch, cancellationToken) =>
        {
            if (batch == 1)
            {
                released.Wait(cancellationToken);
            }
        };
        var task = await new ExportTask(cluster).SubmittedAsync();

        var seen = await WaitAsync(cluster, overview => overview.Running.Items.Any(shard => shard.RowsRead > 0));

        Assert.InRange(Assert.Single(seen.Running.Items).RowsRead, 1, 200);
        released.Set();
        await task.CompletedAsync();
    }

    [Fact]
    public async Task Overview_AfterFailures_CountsThemByCode()
    {
        await using var cluster = await SegmentExportCluster.StartAsync(new() { Silos = 1, InMemory = true, Settings = Quick.Packaging });
        cluster.Faults.Source.Opening = (_, _) => throw new PackagingException(ErrorCodes.SourceUnavailable, "A test.", isTransient: false);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var task = await new ExportTask(cluster).SubmittedAsync();
            await task.WaitForAsync(DownloadTaskStatus.Closed);
        }

        var seen = await WaitAsync(cluster, overview => overview.Failures.Items.Any(failure => failure.Count == 2));

        Assert.Equal((ErrorCodes.SourceUnavailable, 2L), Assert.Single(seen.Failures.Items) is var failure ? (failure.Code, failure.Count) : default);
    }

    [Fact]
    public async Task Overview_WhileTheSchedulerIsSilent_TellsSo_AndWhatItSaidLast()
    {
        Task? silence = null;
        await using var cluster = await SegmentExportCluster.StartAsync(new()
        {
            Silos = 1,
            InMemory = true,
            Settings = Quick.With(("Packaging:Slots", "1")),
            Silo = silo => silo.AddIncomingGrainCallFilter(async context =>
            {
                await (context.InterfaceMethod.Name == nameof(IPackagingSchedulerGrain.GetViewAsync) && silence is { } lasting ? lasting : Task.CompletedTask);
                await context.Invoke();
            }),
        });
        var before = await WaitAsync(cluster, overview => !overview.IsSchedulerSilent && overview.Silos.Items.Any(silo => silo.Slots == 1));
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        silence = end.Task;

        var meanwhile = await WaitAsync(cluster, overview => overview.IsSchedulerSilent);

        Assert.False(meanwhile.SchedulerNeverAnswered);
        Assert.Equal(before.Silos.Items.Select(silo => (silo.Name, silo.Slots)), meanwhile.Silos.Items.Select(silo => (silo.Name, silo.Slots)));
        end.SetResult();
        await WaitAsync(cluster, overview => !overview.IsSchedulerSilent);
    }

    private static async Task<OperationsOverview> WaitAsync(SegmentExportCluster cluster, Func<OperationsOverview, bool> condition)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        while (true)
        {
            var answer = await cluster.Client.GetGrain<IOperationsGrain>(0).GetOverviewAsync(ExportTask.CallerOf("olga"));
            if (condition(answer.Value!))
            {
                return answer.Value!;
            }

            await Task.Delay(50, timeout.Token);
        }
    }
}

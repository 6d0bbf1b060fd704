using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;
using SegmentExport.TestKit.Faults;

namespace SegmentExport.Grains.Tests.Packaging;

/// <summary>Sources and stores that fail, for a while or for good.</summary>
public sealed class FaultTests(RetailCluster fixture) : IClassFixture<RetailCluster>, IDisposable
{
    private const int MaxAttempts = 3;

    private ClusterFaults Faults => fixture.Cluster.Faults;

    [Fact]
    public async Task Planning_ThatFailsForAWhile_IsTriedAgainAndCompletes()
    {
        var calls = 0;
        Faults.Source.Planning = (_, _) => Interlocked.Increment(ref calls) < MaxAttempts ? throw Transient() : Task.CompletedTask;

        var view = await (await SubmitAsync()).CompletedAsync();

        Assert.Equal((MaxAttempts, 2000L), (calls, view.Totals.RowsDone));
    }

    [Fact]
    public async Task Planning_ThatFailsForAWhileAndOn_ClosesTheTaskAfterTheLastAttempt()
    {
        var calls = 0;
        Faults.Source.Planning = (_, _) => Interlocked.Increment(ref calls) > 0 ? throw Transient() : Task.CompletedTask;

        await AssertClosesAsync(await SubmitAsync(), ErrorCodes.AttemptsExhausted);

        Assert.Equal(MaxAttempts, calls);
    }

    [Fact]
    public async Task Shard_ThatFailsForAWhile_IsTriedAgainAndCompletes()
    {
        var calls = 0;
        Faults.Source.Opening = (shard, _) => shard.Index == 3 && Interlocked.Increment(ref calls) < MaxAttempts ? throw Transient() : Task.CompletedTask;

        var view = await (await SubmitAsync()).CompletedAsync();

        Assert.Equal((MaxAttempts, 8), (calls, view.Totals.ShardsDone));
    }

    [Fact]
    public async Task Shard_ThatFailsForAWhileAndOn_ClosesTheTaskAfterTheLastAttemptAndSaysWhy()
    {
        var calls = 0;
        Faults.Source.Opening = (shard, _) => shard.Index == 3 && Interlocked.Increment(ref calls) > 0 ? throw Transient() : Task.CompletedTask;

        var view = await AssertClosesAsync(await SubmitAsync(), ErrorCodes.AttemptsExhausted);

        Assert.Equal(MaxAttempts, calls);
        Assert.Contains("Shard 3", view.State.Packaging.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains(ErrorCodes.SourceUnavailable, view.State.Packaging.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_ThatFailsForAWhile_IsTriedAgainAndCompletes()
    {
        var calls = 0;
        Faults.Store.Committing = (_, part) => part == 5 && Interlocked.Increment(ref calls) < MaxAttempts ? throw Transient() : Task.CompletedTask;

        Assert.Equal(8, (await (await SubmitAsync()).CompletedAsync()).Totals.ShardsDone);
        Assert.Equal(MaxAttempts, calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Store_WithoutRoom_ClosesTheTaskAtOnceBeforeAndAfterItsApproval(bool isApproved)
    {
        var calls = 0;
        var approved = new TaskCompletionSource();
        Faults.Store.Committing = async (_, part) =>
        {
            await approved.Task;
            if (part == 2)
            {
                calls++;
                throw new PackagingException(ErrorCodes.StoreFull, "There is no room.", isTransient: false);
            }
        };
        var task = await SubmitAsync();
        if (isApproved)
        {
            await task.ApproveAsync();
        }

        approved.SetResult();

        var view = await AssertClosesAsync(task, ErrorCodes.StoreFull);
        Assert.Equal(1, calls);
        Assert.Equal(ErrorCodes.NotCompleted, (await task.OpenFileAsync()).Rejection!.Code);
        Assert.Equal(ErrorCodes.WrongState, (await task.ApproveAsync("dave")).Rejection!.Code);
        Assert.Empty(view.AllowedActions.Remove(TaskAction.View));
        await task.EventuallyAsync(() => Task.FromResult(fixture.Cluster.Records.RemindersOf(task.Key).IsEmpty), () => "there is a reminder");
    }

    [Fact]
    public async Task Source_ThatFailsForGood_ClosesTheTaskAtOnce()
    {
        var calls = 0;
        Faults.Source.Opening = (shard, _) => shard.Index == 3 && ++calls > 0
            ? throw new PackagingException(ErrorCodes.SourceUnavailable, "The file is gone.", isTransient: false)
            : Task.CompletedTask;

        await AssertClosesAsync(await SubmitAsync(), ErrorCodes.SourceUnavailable);

        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Plan_ThatDoesNotAddUp_ClosesTheTask()
    {
        Faults.Source.Planned = plan => plan with { Rows = plan.Rows + 1 };

        await AssertClosesAsync(await SubmitAsync(), ErrorCodes.RowsMismatch);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Shard_WithOtherRowsThanCounted_ClosesTheTask(int more)
    {
        Faults.Source.Cutting = shard => shard.Index == 6 ? shard with { Rows = shard.Rows + more } : shard;

        var view = await AssertClosesAsync(await SubmitAsync(), ErrorCodes.RowsMismatch);

        Assert.Contains("Shard 6", view.State.Packaging.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_OfSegmentShardsAndParts_Agree()
    {
        var task = await SubmitAsync();

        var view = await task.CompletedAsync();

        var manifest = (await task.Grain.GetManifestAsync(ExportTask.CallerOf("alice"))).Value!.Artifact;
        var plan = view.State.Packaging.Plan!;
        Assert.Equal([2000, 2000, 2000, 2000], [plan.Rows, plan.Shards.Sum(shard => shard.Rows), manifest.Parts.Sum(part => part.Rows), view.Totals.RowsDone]);
        Assert.Equal(2001, CsvLines(await task.DownloadAsync()));
    }

    [Fact]
    public async Task EmptySegment_IsPackedToAHeaderAndNoRows()
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync(request: ExportTask.Request("nobody"));

        var view = await task.CompletedAsync();

        Assert.Equal(new PackagingTotals(0, 0, view.Totals.StoredBytes, 1, 1), view.Totals);
        Assert.Equal("user_id,name,phone,city,value\r\n", System.Text.Encoding.UTF8.GetString(await task.DownloadAsync()));
    }

    [Fact]
    public async Task Fault_WhoseMessageHoldsAValue_LeavesNothingOfItInTheTask()
    {
        Faults.Source.Reading = (_, _, _) => throw new InvalidOperationException("Bad value: 13800000042");

        var task = await SubmitAsync();

        await AssertClosesAsync(task, ErrorCodes.AttemptsExhausted);
        Assert.DoesNotContain("13800000042", task.Stored!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("13800000042", task.Stored.Packaging.Failure!.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Faults.Clear();

    private Task<ExportTask> SubmitAsync() => new ExportTask(fixture.Cluster).SubmittedAsync();

    private static PackagingException Transient() => new(ErrorCodes.SourceUnavailable, "Not now.", isTransient: true);

    private static async Task<DownloadTaskView> AssertClosesAsync(ExportTask task, string code)
    {
        var view = await task.WaitForAsync(view => view.State.PartsDeletedAt is not null);
        Assert.Equal((DownloadTaskStatus.Closed, CloseReason.PackagingFailed), (view.Status, view.CloseReason));
        Assert.Equal(code, view.State.Packaging.Failure!.Code);
        Assert.Single(view.State.History, entry => entry.Event == TaskEvent.PackagingFailed);
        Assert.Empty(task.Files);
        return view;
    }

    private static int CsvLines(byte[] file) => System.Text.Encoding.UTF8.GetString(file).Split("\r\n").Length - 1;
}

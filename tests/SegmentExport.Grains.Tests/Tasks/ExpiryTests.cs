using Microsoft.Extensions.Time.Testing;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Grains.Tests.Tasks;

/// <summary>The end of the 24 hours: the reminder service is the real one, only its clock is not.</summary>
public sealed class ExpiryTests : IDisposable
{
    private static readonly TimeSpan ADay = TimeSpan.FromHours(24);

    private readonly FakeTimeProvider _clock = new(TaskStates.Epoch);
    private readonly TempDataFolder _data = new(inMemory: true);

    [Fact]
    public async Task Download_ASecondBeforeTheDeadlineAndAtIt_IsAllowedAndThenGone()
    {
        await using var cluster = await StartAsync();
        var task = await new ExportTask(cluster).SubmittedAsync();
        await task.CompletedAsync();

        _clock.Advance(ADay - TimeSpan.FromSeconds(1));
        Assert.True((await task.OpenFileAsync()).IsAccepted);
        Assert.NotEmpty(await task.DownloadAsync());
        Assert.Null(task.Stored!.ExpiredAt);
        Assert.NotEmpty(task.Files);

        _clock.Advance(TimeSpan.FromSeconds(1));
        var refused = await task.OpenFileAsync();
        Assert.Equal((RejectionKind.Gone, ErrorCodes.Expired), (refused.Rejection!.Kind, refused.Rejection.Code));
        Assert.Equal(DownloadTaskStatus.Expired, (await task.GetAsync()).Value!.Status);
        await AssertGoneAsync(cluster, task);
    }

    [Fact]
    public async Task Deadline_WithATransferUnderWay_LeavesThePartsUntilItEnds()
    {
        await using var cluster = await StartAsync();
        var task = await new ExportTask(cluster).SubmittedAsync();
        await task.CompletedAsync();
        var (work, transfer) = (cluster.Client.GetGrain<IDownloadTaskWorkGrain>(task.Key.ToString()), Guid.CreateVersion7());

        _clock.Advance(ADay - TimeSpan.FromSeconds(10));
        await work.HoldPartsAsync(transfer);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(RejectionKind.Gone, (await task.OpenFileAsync()).Rejection!.Kind);
        Assert.Equal(DownloadTaskStatus.Expired, (await task.GetAsync()).Value!.Status);
        Assert.NotEmpty(task.Files);

        await work.ReleasePartsAsync(transfer);
        await AssertGoneAsync(cluster, task);
    }

    [Fact]
    public async Task Deadline_WithATransferWhoseGatewayIsGone_LeavesThePartsForAMinute()
    {
        await using var cluster = await StartAsync();
        var task = await new ExportTask(cluster).SubmittedAsync();
        await task.CompletedAsync();
        _clock.Advance(ADay - TimeSpan.FromSeconds(10));
        await cluster.Client.GetGrain<IDownloadTaskWorkGrain>(task.Key.ToString()).HoldPartsAsync(Guid.CreateVersion7());
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(DownloadTaskStatus.Expired, (await task.GetAsync()).Value!.Status);
        Assert.NotEmpty(task.Files);

        _clock.Advance(TransferHold.Period * 2);

        await AssertGoneAsync(cluster, task);
    }

    [Fact]
    public async Task Deadline_ThatNobodyAsksAfter_IsKeptByTheReminderAlone()
    {
        await using var cluster = await StartAsync();
        var task = await new ExportTask(cluster).SubmittedAsync();
        await task.CompletedAsync();

        await PassDeadlineAsync(task, () => task.Stored!.ExpiredAt is not null);

        await AssertGoneAsync(cluster, task);
    }

    [Fact]
    public async Task Deadline_ThatPassesWhilePackagingRuns_CancelsIt()
    {
        await using var cluster = await StartAsync();
        var (opened, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        cluster.Faults.Source.Opening = async (_, cancellationToken) =>
        {
            using var registration = cancellationToken.Register(() => cancelled.TrySetResult());
            opened.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        };
        var task = await new ExportTask(cluster).SubmittedAsync();
        await task.ApproveAsync();
        await opened.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await PassDeadlineAsync(task, () => task.Stored!.ExpiredAt is not null);

        await AssertGoneAsync(cluster, task);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(PackagingState.Cancelled, task.Stored!.Packaging.State);
    }

    [Fact]
    public async Task Deadline_ThatPassesWhileTheClusterIsDown_IsSeenByTheFirstRead()
    {
        var key = await CompleteAndStopAsync();
        _clock.Advance(ADay + TimeSpan.FromMinutes(7));
        await using var cluster = await StartAsync();
        var task = new ExportTask(cluster, key);

        // The clock stands still, so no reminder ticks.
        Assert.Equal(ErrorCodes.Expired, (await task.OpenFileAsync()).Rejection!.Code);
        await AssertGoneAsync(cluster, task);
    }

    [Fact]
    public async Task Deadline_ThatPassesWhileTheClusterIsDown_IsKeptByTheReminderAlone()
    {
        var key = await CompleteAndStopAsync();
        _clock.Advance(ADay + TimeSpan.FromMinutes(7));
        await using var cluster = await StartAsync();
        var task = new ExportTask(cluster, key);

        await TickAsync(task, () => task.Stored!.ExpiredAt is not null);

        await AssertGoneAsync(cluster, task);
    }

    [Fact]
    public async Task Reminder_OfAnApprovalThatWasNeverWritten_EndsItself()
    {
        await using var cluster = await StartAsync();
        var task = await new ExportTask(cluster).SubmittedAsync();
        await task.WaitForAsync(view => view.State.Packaging.State == PackagingState.Packed);
        cluster.Faults.Storage.Writing = _ => throw new IOException("Not now.");
        await Assert.ThrowsAsync<OrleansException>(() => task.ApproveAsync());
        cluster.Faults.Clear();
        Assert.Single(cluster.Records.RemindersOf(task.Key));

        await PassDeadlineAsync(task, () => cluster.Records.RemindersOf(task.Key).IsEmpty);

        Assert.Equal(DownloadTaskStatus.InApproval, (await task.GetAsync()).Value!.Status);
        Assert.NotEmpty(task.Files);
    }

    [Fact]
    public async Task Reminder_WhoseTaskCannotDeleteItsParts_StaysUntilTheyAreDeleted()
    {
        await using var cluster = await StartAsync();
        var task = await new ExportTask(cluster).SubmittedAsync();
        await task.CompletedAsync();
        var asked = new SemaphoreSlim(0);
        cluster.Faults.Store.Deleting = _ =>
        {
            asked.Release();
            throw new IOException("Not now.");
        };

        await PassDeadlineAsync(task, () => asked.CurrentCount >= 2);
        Assert.Single(cluster.Records.RemindersOf(task.Key));
        Assert.Equal(DownloadTaskStatus.Expired, (await task.GetAsync()).Value!.Status);

        cluster.Faults.Clear();
        await AssertGoneAsync(cluster, task);
    }

    public void Dispose() => _data.Dispose();

    private Task<SegmentExportCluster> StartAsync() =>
        SegmentExportCluster.StartAsync(new() { Clock = _clock, DataPath = _data.Path, Settings = Quick.Packaging });

    private async Task<Domain.Identity.TaskKey> CompleteAndStopAsync()
    {
        await using var cluster = await StartAsync();
        var task = await new ExportTask(cluster).SubmittedAsync();
        await task.CompletedAsync();
        return task.Key;
    }

    private Task PassDeadlineAsync(ExportTask task, Func<bool> condition)
    {
        _clock.Advance(ADay);
        return TickAsync(task, condition);
    }

    /// <summary>Lets time pass until something has happened: a reminder that was not armed yet when its time came ticks a period later.</summary>
    private Task TickAsync(ExportTask task, Func<bool> condition) => task.EventuallyAsync(
        () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            return Task.FromResult(condition());
        },
        () => "the reminder did not tick");

    /// <summary>Looks at the record only, so that no read helps.</summary>
    private static async Task AssertGoneAsync(SegmentExportCluster cluster, ExportTask task)
    {
        var stored = await task.WaitForStoredAsync(state => state.PartsDeletedAt is not null);
        await task.EventuallyAsync(() => Task.FromResult(cluster.Records.RemindersOf(task.Key).IsEmpty), () => "there is a reminder");
        Assert.True(stored.ExpiredAt >= stored.ExpiresAt);
        Assert.Equal(stored.Decision.At + ADay, stored.ExpiresAt);
        Assert.Single(stored.History, entry => entry.Event == TaskEvent.Expired);
        Assert.Single(stored.History, entry => entry.Event == TaskEvent.PartsDeleted);
        Assert.Empty(task.Files);
    }
}

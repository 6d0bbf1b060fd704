using Microsoft.Extensions.DependencyInjection;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Grains.Tasks;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Packaging;

/// <summary>What counts as the time of one attempt at planning.</summary>
public sealed class PlanTimeoutTests
{
    private static readonly TimeSpan PlanTimeout = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Task_ThatWaitsForASlotLongerThanAnAttemptMayTake_IsPlannedAllTheSame()
    {
        await using var cluster = await StartAsync();
        var slots = cluster.Services.GetRequiredService<PlanningSlots>();
        var others = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var counts = new[] { true, false }.Select(isQuick => slots.UseAsync(() => others.Task, isQuick, CancellationToken.None)).ToList();
        var task = await new ExportTask(cluster).SubmittedAsync();
        await task.EventuallyAsync(() => Task.FromResult(slots.Tasks > counts.Count), () => "it does not wait for a slot");

        await Task.Delay(PlanTimeout * 1.2, TestContext.Current.CancellationToken);
        Assert.Equal(PackagingState.Waiting, task.Stored!.Packaging.State);
        others.SetResult(0);

        await task.WaitForStoredAsync(state => state.Packaging.State == PackagingState.Packed);
        await Task.WhenAll(counts);
    }

    [Fact]
    public async Task Count_ThatTakesLongerThanAnAttemptMay_IsGivenUp()
    {
        await using var cluster = await StartAsync();
        cluster.Faults.Source.Planning = (_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);

        var task = await new ExportTask(cluster).SubmittedAsync();

        var failed = await task.WaitForStoredAsync(state => state.Packaging.State == PackagingState.Failed);
        Assert.Equal(ErrorCodes.AttemptsExhausted, failed.Packaging.Failure!.Code);
    }

    private static Task<SegmentExportCluster> StartAsync() => SegmentExportCluster.StartAsync(new()
    {
        InMemory = true,
        Users = 100,
        Settings = Quick.With(("Packaging:Slots", "1"), ("Packaging:MaxAttempts", "1"), ("Packaging:PlanTimeout", PlanTimeout.ToString())),
    });
}

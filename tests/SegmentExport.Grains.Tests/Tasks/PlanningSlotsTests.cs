using Microsoft.Extensions.Options;
using SegmentExport.Grains.Packaging;
using SegmentExport.Grains.Tasks;

namespace SegmentExport.Grains.Tests.Tasks;

/// <summary>Who waits for whom where segments are counted.</summary>
public sealed class PlanningSlotsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly PlanningSlots _slots = new(Options.Create(new PackagingOptions { Slots = 1 }));
    private readonly TaskCompletionSource<int> _large = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _slots.Dispose();

    [Fact]
    public async Task UseAsync_QuickWhileALargeOneIsCounted_DoesNotWait()
    {
        var large = _slots.UseAsync(() => _large.Task, isQuick: false, Cancellation);

        Assert.Equal(2, await _slots.UseAsync(() => Task.FromResult(2), isQuick: true, Cancellation).WaitAsync(Patience, Cancellation));

        _large.SetResult(1);
        Assert.Equal(1, await large);
        Assert.Equal(0, _slots.Tasks);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UseAsync_MoreThanSlotsOfOneKind_Wait(bool isQuick)
    {
        var first = _slots.UseAsync(() => _large.Task, isQuick, Cancellation);
        var begun = false;
        var second = _slots.UseAsync(() => Task.FromResult(begun = true), isQuick, Cancellation);
        using var given = new CancellationTokenSource();
        var third = _slots.UseAsync(() => Task.FromResult(3), isQuick, given.Token);

        Assert.False(begun);
        Assert.Equal(3, _slots.Tasks);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
        Assert.Equal(2, _slots.Tasks);

        _large.SetResult(1);
        Assert.True(await second.WaitAsync(Patience, Cancellation));
        await first;
    }
}

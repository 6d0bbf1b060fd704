using SegmentExport.Abstractions.Sweeping;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Grains.Tasks;

internal sealed partial class DownloadTaskGrain
{
    private bool _isDeleting;
    private bool _isDeletingAgain;

    public async Task<SweepOutcome> SweepPartsAsync()
    {
        if (State is null)
        {
            // A silo that has lost its cluster may have it in mind as it was before it was created.
            await record.ReadStateAsync();
        }

        if (State is { PartsDeletedAt: null })
        {
            return SweepOutcome.Kept;
        }

        var deleted = await work.TryDestroyKeyAsync(Key, _deactivating.Token) && await work.TryDeleteAsync(Key, _deactivating.Token);
        if (State is null)
        {
            DeactivateOnIdle();
        }

        return deleted ? SweepOutcome.Deleted : SweepOutcome.Failed;
    }

    private void StartDeleting()
    {
        if (!_isDeleting)
        {
            _isDeleting = true;
            EndDigesting();
            DeleteAsync().Ignore();
        }
    }

    /// <summary>Something was stored after, or while, the parts were deleted.</summary>
    private void DeleteAgain()
    {
        _isDeletingAgain = _isDeleting;
        StartDeleting();
    }

    private async Task DeleteAsync()
    {
        // It may take hours, with attempts that fail: each of them is told in the export's trace by itself, and in none of whoever looked when it was due.
        CallTrace.Enter(State?.TraceParent);

        // The key goes first: transfers that go on have it, and nobody else gets it any more.
        await RepeatAsync(work.TryDestroyKeyAsync);
        await work.WaitAsync(_cancelled);
        await WaitForTransfersAsync();
        await RepeatAsync(work.TryDeleteAsync);

        // A shard that was about to be packed may have made another one meanwhile.
        await RepeatAsync(work.TryDestroyKeyAsync);
        await ReportAsync(new WorkResult.Deleted());
    }

    private async Task RepeatAsync(Func<TaskKey, CancellationToken, Task<bool>> end)
    {
        for (var attempts = 1; !await end(Key, _deactivating.Token); attempts++)
        {
            await Task.Delay(work.DelayAfter(attempts), _deactivating.Token);
        }
    }

    private RecordPartsDeleted? SettleDeleted()
    {
        _isDeleting = false;
        if (!_isDeletingAgain)
        {
            return new RecordPartsDeleted();
        }

        _isDeletingAgain = false;
        StartDeleting();
        return null;
    }
}

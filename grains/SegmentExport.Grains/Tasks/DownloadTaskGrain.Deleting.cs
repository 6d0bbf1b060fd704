using SegmentExport.Abstractions.Sweeping;
using SegmentExport.Domain.Tasks.Commands;

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

        var deleted = await work.TryDeleteAsync(Key, _deactivating.Token);
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
        await work.WaitAsync(_cancelled);
        await WaitForTransfersAsync();
        for (var attempts = 1; !await work.TryDeleteAsync(Key, _deactivating.Token); attempts++)
        {
            await Task.Delay(work.DelayAfter(attempts), _deactivating.Token);
        }

        await ReportAsync(new WorkResult.Deleted());
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

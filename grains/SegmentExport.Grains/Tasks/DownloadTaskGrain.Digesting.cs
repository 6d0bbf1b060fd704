using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;

namespace SegmentExport.Grains.Tasks;

internal sealed partial class DownloadTaskGrain
{
    private CancellationTokenSource? _digesting;

    /// <summary>What the last part was sealed with, until the file's digests are computed.</summary>
    private ArtifactKey? _sealedWith;

    /// <summary>Nobody waits for digests: where they cannot be computed now, a later activation tries again.</summary>
    private void StartDigesting(DownloadTaskState state)
    {
        if (_digesting is null)
        {
            _digesting = CancellationTokenSource.CreateLinkedTokenSource(_deactivating.Token);
            var digesting = _digesting.Token;
            StayForAsync(() => DigestAsync(state, digesting)).Ignore();
        }
    }

    private void EndDigesting()
    {
        _digesting?.Cancel();
        _digesting?.Dispose();
        (_digesting, _sealedWith) = (null, null);
    }

    private async Task DigestAsync(DownloadTaskState state, CancellationToken cancellationToken)
    {
        for (var attempts = 1; attempts <= work.MaxAttempts; attempts++)
        {
            if (await digests.TryComputeAsync(state, _sealedWith, cancellationToken) is { IsEmpty: false } computed)
            {
                await ReportAsync(new WorkResult.Digested(computed));
                return;
            }

            await Task.Delay(work.DelayAfter(attempts), cancellationToken);
        }
    }

    private RecordDigests Settle(WorkResult.Digested digested)
    {
        EndDigesting();
        return new(digested.Digests);
    }
}

using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;

namespace SegmentExport.Grains.Tasks;

internal sealed partial class DownloadTaskGrain
{
    /// <summary>How long digests may be computed, or wait for others' of the same silo, while nobody calls: by then the grain goes as others that idle, and a later activation begins anew.</summary>
    private static readonly TimeSpan LongestDigesting = TimeSpan.FromHours(1);

    private CancellationTokenSource? _digesting;

    /// <summary>What the last part was sealed with, until the file's digests are computed.</summary>
    private ArtifactKey? _sealedWith;

    /// <summary>Nobody waits for digests: where they cannot be computed now, a later activation tries again.</summary>
    private void StartDigesting(DownloadTaskState state)
    {
        if (_digesting is null)
        {
            _digesting = CancellationTokenSource.CreateLinkedTokenSource(_deactivating.Token);
            DelayDeactivation(LongestDigesting);
            DigestAsync(state, _digesting.Token).Ignore();
        }
    }

    private void EndDigesting()
    {
        if (_digesting is not null)
        {
            DelayDeactivation(TimeSpan.Zero);
        }

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

        DelayDeactivation(TimeSpan.Zero);
    }

    private RecordDigests Settle(WorkResult.Digested digested)
    {
        EndDigesting();
        return new(digested.Digests);
    }
}

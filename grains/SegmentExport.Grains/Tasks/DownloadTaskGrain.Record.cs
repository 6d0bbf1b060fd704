using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Grains.Retention;

namespace SegmentExport.Grains.Tasks;

/// <summary>
/// While silos come and go, Orleans may run a task twice for a moment: the directory of grains agrees with itself only eventually. A write of the one that is behind fails, for the record has moved on. Nothing
/// fails where it only answers; so what it would refuse is decided once more on the record, and nobody is told that a task has no file whose file they have been told of.
/// </summary>
internal sealed partial class DownloadTaskGrain
{
    /// <summary>How long the grain's going waits for what was taken to be written.</summary>
    private static readonly TimeSpan TakenPatience = TimeSpan.FromSeconds(5);

    /// <summary>Whether something was taken of the file, less than a whole download more, that waits for the next write.</summary>
    private bool _isTakenUnwritten;

    /// <summary>What is kept of the task, where it ended so long ago that it has no record any more.</summary>
    private ArchivedTask? _archived;

    /// <summary>Refuses what the record refuses too.</summary>
    private async Task<Rejection?> RefusesAsync(Func<Rejection?> check)
    {
        var rejection = check();
        return rejection is not null && await IsBehindAsync() ? check() : rejection;
    }

    /// <summary>Decides; a refusal, by the record.</summary>
    private async Task<Outcome> DecideOnRecordAsync(DownloadTaskCommand command)
    {
        var outcome = DownloadTask.Decide(State, command, clock.GetUtcNow());
        return outcome is Outcome.Refused && await IsBehindAsync() ? DownloadTask.Decide(State, command, clock.GetUtcNow()) : outcome;
    }

    /// <summary>Looks whether somebody else has written the record. If so the task is as it stands there, and goes from memory after this call with whatever it was doing.</summary>
    private async Task<bool> IsBehindAsync()
    {
        var (state, version) = (record.State, record.Etag);
        await record.ReadStateAsync();
        if (record.Etag == version)
        {
            // Changes that wait for the next write are known here alone.
            record.State = state;
            return await IsArchivedAsync();
        }

        LogBehind(Key);
        _isTakenUnwritten = false;
        await IsArchivedAsync();
        if (State?.Packaging.State is not (PackagingState.Waiting or PackagingState.Running))
        {
            CancelPackaging();
        }

        DeactivateOnIdle();
        return true;
    }

    /// <summary>Nothing tells again what was taken: it is written before the grain goes, or whoever waits for that between ranges would have no limit.</summary>
    private async Task WriteTakenAsync(CancellationToken cancellationToken)
    {
        if (!_isTakenUnwritten)
        {
            return;
        }

        try
        {
            await record.WriteStateAsync(cancellationToken).WaitAsync(TakenPatience, cancellationToken);
        }
        catch (Exception exception)
        {
            LogTakenNotWritten(Key, exception);
        }
    }

    /// <summary>
    /// Looks for a task without a record in the archive. There nothing changes any more: the rules refuse of a task that has ended whatever they would change, and answer to a repetition what it answered before.
    /// Such a task goes from memory after this call.
    /// </summary>
    private async Task<bool> IsArchivedAsync()
    {
        _archived = record.RecordExists ? null : await archive.FindAsync(Key, _deactivating.Token);
        if (_archived is null)
        {
            return false;
        }

        DeactivateOnIdle();
        return true;
    }
}

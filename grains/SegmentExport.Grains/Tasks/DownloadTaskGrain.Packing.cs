using System.Collections.Immutable;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Grains.Tasks;

internal sealed partial class DownloadTaskGrain
{
    private ShardQueue? _shards;

    /// <summary>The key for the first shard, made while that waits: with a slot in hand it would wait for the database.</summary>
    private Task<ArtifactKey>? _key;

    /// <summary>Ends when no key is being made any more: one that is made late would outlive the parts.</summary>
    private Task _keysMade = Task.CompletedTask;

    /// <summary>The state that packing began with, whose plan may wait for the next write.</summary>
    private DownloadTaskState? _planned;

    /// <summary>Ends when every shard that was cancelled has ended.</summary>
    private Task _cancelled = Task.CompletedTask;

    public Task GrantAsync(ImmutableArray<SlotGrant> grants)
    {
        var unused = ImmutableArray.CreateBuilder<Guid>();
        foreach (var grant in grants)
        {
            if (_shards?.Start(grant) is { } run)
            {
                // A grant may come while the record is being read again.
                PackAsync(run, State is { Packaging.Plan: not null } state ? state : _planned!).Ignore();
            }
            else if (_shards?.IsUsing(grant) != true)
            {
                unused.Add(grant.Id);
            }
        }

        if (unused.Count > 0)
        {
            Release(unused.ToImmutable(), ShardOutcome.None);
        }

        return Task.CompletedTask;
    }

    private void StartPacking(ShardPlan plan, DownloadTaskState state)
    {
        if (_shards is null)
        {
            var plannedAt = state.History.LastOrDefault(entry => entry.Event == TaskEvent.Planned)?.At ?? clock.GetUtcNow();
            (_shards, _planned) = (new ShardQueue(plan, state.Packaging.Packed, plannedAt, clock), state);
            _key = GetKeyAsync(state, _deactivating.Token);
            work.RequestSlots(Demand());
        }
    }

    private async Task PackAsync(RunningShard run, DownloadTaskState state)
    {
        (var key, _key) = (_key is { IsFaulted: false, IsCanceled: false } ready ? ready : GetKeyAsync(state, run.Cancellation), null);
        var result = await work.PackAsync(state, run, key);
        run.End();
        _sealedWith = result.Packed is null ? null : await key;
        if (result.Packed is not null && _shards?.IsUsing(run.Grant) == true)
        {
            // The slot is free before the record is written: the next shard does not wait for the database.
            _shards.End(run);
            Release([run.Grant.Id], ShardOutcome.Packed);
        }

        await ReportAsync(new WorkResult.Answered(run, result));
    }

    private Task<ArtifactKey> GetKeyAsync(DownloadTaskState state, CancellationToken cancellationToken)
    {
        var key = work.GetKeyAsync(state, cancellationToken);
        var made = Task.WhenAny(key);
        _keysMade = _keysMade.IsCompleted ? made : Task.WhenAll(_keysMade, made);
        return key;
    }

    private FailPackaging? Settle(WorkResult.Answered answered)
    {
        var (run, result) = answered;
        if (result.Packed is not null && (_isDeleting || State?.PartsDeletedAt is not null))
        {
            // A packer that could not be stopped in time has left a part, maybe after the others were deleted.
            DeleteAgain();
        }

        if (result.Packed is not null || run.Cancellation.IsCancellationRequested)
        {
            _shards?.End(run);
            return null;
        }

        if (result.IsRefused)
        {
            // Another silo is granted it; the wait is for the scheduler to hear that this one leaves.
            SegmentExportMetrics.ShardRetried("silo_stops");
            _shards?.PutBack(run);
            ReportLater(new WorkResult.ShardRested(run.Shard.Index), work.DelayAfter(1));
            return null;
        }

        if (result.IsTransient && run.Attempt < work.MaxAttempts)
        {
            SegmentExportMetrics.ShardRetried(result.Failure!.Code);
            _shards?.Rest(run);
            ReportLater(new WorkResult.ShardRested(run.Shard.Index), work.DelayAfter(run.Attempt));
            return null;
        }

        _shards?.End(run);
        return Fail(result.Failure!, result.IsTransient, $"Shard {run.Shard.Index} could not be packed", run.Attempt);
    }

    private DownloadTaskCommand? Settle(WorkResult.ShardRested rested)
    {
        _shards?.Wake(rested.Shard);
        return null;
    }

    private static IEnumerable<DownloadTaskCommand> Packed(ImmutableArray<WorkResult> results)
    {
        var packed = results.OfType<WorkResult.Answered>().Select(result => result.Result.Packed).OfType<PackedShard>().ToImmutableArray();
        return packed.IsEmpty ? [] : [new RecordPacked(packed)];
    }

    /// <summary>Nobody needs the file any more: what is planned or packed ends, and its slots are free.</summary>
    private void CancelPackaging()
    {
        EndPlanning();
        if (_shards is { } shards)
        {
            _shards = null;
            Release(Ids(shards.Held), ShardOutcome.None);
            _cancelled = Task.WhenAll(_cancelled, shards.CancelAsync(), _keysMade);
        }
    }

    /// <summary>The task goes on elsewhere: what it packs ends here, and the scheduler learns that all of it waits, so that its next grants bring the task back.</summary>
    private async Task LeavePackingAsync()
    {
        if (_shards is { } shards)
        {
            _shards = null;
            work.ReleaseSlots(Key, new SlotRelease { Grants = Ids(shards.Held), WaitingShards = shards.Unpacked, RemainingRows = shards.RemainingRows, Source = Source });
            await work.WaitAsync(shards.CancelAsync());
        }
    }

    /// <summary>Gives back the slots of what was not packed, and says what waits now.</summary>
    private void ReleaseAfter(ImmutableArray<WorkResult> results)
    {
        var answered = results.OfType<WorkResult.Answered>().Where(result => result.Result.Packed is null).ToLookup(OutcomeOf, result => result.Run.Grant.Id);
        foreach (var outcome in answered)
        {
            Release([.. outcome], outcome.Key);
        }

        if (answered.Count == 0 && results.Any(result => result is WorkResult.ShardRested))
        {
            Release([], ShardOutcome.None);
        }
    }

    private static ShardOutcome OutcomeOf(WorkResult.Answered answered) =>
        answered.Result is { IsTransient: true, Failure.Code: ErrorCodes.SourceUnavailable } ? ShardOutcome.SourceFault : ShardOutcome.None;

    private SlotDemand Demand() => new()
    {
        Task = Key,
        Held = _shards?.Held ?? [],
        WaitingShards = _shards?.Waiting ?? 0,
        RemainingRows = _shards?.RemainingRows ?? 0,
        Source = Source,
    };

    private void Release(ImmutableArray<Guid> grants, ShardOutcome outcome) => work.ReleaseSlots(
        Key,
        new SlotRelease { Grants = grants, WaitingShards = _shards?.Waiting ?? 0, RemainingRows = _shards?.RemainingRows ?? 0, Source = Source, Outcome = outcome });

    private string Source => State?.Submission.Query.Source ?? "";

    private static ImmutableArray<Guid> Ids(ImmutableArray<SlotGrant> grants) => [.. grants.Select(grant => grant.Id)];
}

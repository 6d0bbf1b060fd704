using System.Collections.Immutable;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;

namespace SegmentExport.Grains.Tasks;

/// <summary>
/// The work of a task: planning, packing, deleting. Each runs outside of grain calls and ends in the inbox; only <see cref="AdvanceAsync"/>, a call like any
/// other, carries on with what is there, so that the state has one writer and many shards that end together are one write.
/// </summary>
internal sealed partial class DownloadTaskGrain
{
    private readonly List<WorkResult> _inbox = [];
    private readonly CancellationTokenSource _deactivating = new();
    private CancellationTokenSource? _planning;
    private ShardQueue? _shards;
    private Task _cancelled = Task.CompletedTask;
    private bool _isDeleting;
    private int _planAttempts;
    private int _deleteAttempts;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        CarryOn();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        CancelPackaging();
        await _deactivating.CancelAsync();
    }

    public void Dispose()
    {
        _planning?.Dispose();
        _shards?.Dispose();
        _deactivating.Dispose();
    }

    public async Task<SlotDemand?> ResumeAsync()
    {
        await ExpireIfDueAsync();
        CarryOn();
        return State?.Packaging.State is PackagingState.Waiting or PackagingState.Running ? Demand() : null;
    }

    public Task GrantAsync(ImmutableArray<SlotGrant> grants)
    {
        var unused = ImmutableArray.CreateBuilder<Guid>();
        foreach (var grant in grants)
        {
            if (_shards?.Start(grant) is { } run)
            {
                PackAsync(run, State!).Ignore();
            }
            else
            {
                unused.Add(grant.Id);
            }
        }

        if (unused.Count > 0)
        {
            Release(unused.ToImmutable());
        }

        return Task.CompletedTask;
    }

    public async Task AdvanceAsync()
    {
        if (_inbox.Count == 0 || State is null)
        {
            return;
        }

        var results = _inbox.ToImmutableArray();
        _inbox.Clear();
        foreach (var command in results.Select(Settle).OfType<DownloadTaskCommand>().Concat(Packed(results)).ToList())
        {
            await ApplyAsync(command);
        }

        var answered = results.OfType<WorkResult.Answered>().Select(result => result.Run.Grant.Id).ToImmutableArray();
        if (answered.Length > 0 || results.Any(result => result is WorkResult.Rested))
        {
            Release(answered);
        }

        if (State.PartsDeletedAt is not null)
        {
            await UnregisterExpiryAsync();
            if (results.Any(result => result is WorkResult.Answered { Result.Packed: not null }))
            {
                // A packer that could not be stopped in time has left a part after the others were deleted.
                StartDeleting();
            }
        }
    }

    /// <summary>Takes up whatever the state says is to be done and is not being done. May be called at any time.</summary>
    private void CarryOn()
    {
        if (State is not { NeedsWork: true } state)
        {
            return;
        }

        switch (state.Packaging)
        {
            case { State: PackagingState.Waiting } when _planning is null:
                StartPlanning();
                break;
            case { State: PackagingState.Running, Plan: { } plan } when _shards is null:
                _shards = new ShardQueue(plan, state.Packaging.Packed);
                work.RequestSlots(Demand());
                break;
            case { State: not (PackagingState.Waiting or PackagingState.Running) }:
                StartDeleting();
                break;
        }
    }

    /// <summary>Does the bookkeeping of one result.</summary>
    /// <returns>The command that follows from it; null for none, or for packed shards, which become one command together.</returns>
    private DownloadTaskCommand? Settle(WorkResult result)
    {
        switch (result)
        {
            case WorkResult.Planned { Plan: { } plan }:
                EndPlanning();
                return new RecordPlan(plan);
            case WorkResult.Planned { Failure: { } failure, IsTransient: true } when _planAttempts < work.MaxAttempts:
                WakeLater(shard: null, work.DelayAfter(_planAttempts));
                return null;
            case WorkResult.Planned { Failure: { } failure, IsTransient: var isTransient }:
                return Fail(failure, isTransient, "The segment could not be counted", _planAttempts);
            case WorkResult.Rested { Shard: null }:
                EndPlanning();
                CarryOn();
                return null;
            case WorkResult.Rested { Shard: { } shard }:
                _shards?.Wake(shard);
                return null;
            case WorkResult.Answered { Run: var run } answered when answered.Result.Packed is not null || run.Cancellation.IsCancellationRequested:
                _shards?.End(run);
                return null;
            case WorkResult.Answered { Run: var run, Result: { Failure: { }, IsTransient: true } } when run.Attempt < work.MaxAttempts:
                _shards?.Rest(run);
                WakeLater(run.Shard.Index, work.DelayAfter(run.Attempt));
                return null;
            case WorkResult.Answered { Run: var run, Result: { Failure: { } failure, IsTransient: var isTransient } }:
                _shards?.End(run);
                return Fail(failure, isTransient, $"Shard {run.Shard.Index} could not be packed", run.Attempt);
            case WorkResult.Deleted:
                _isDeleting = false;
                return new RecordPartsDeleted();
            default:
                return null;
        }
    }

    private static IEnumerable<DownloadTaskCommand> Packed(ImmutableArray<WorkResult> results)
    {
        var packed = results.OfType<WorkResult.Answered>().Select(result => result.Result.Packed).OfType<PackedShard>().ToImmutableArray();
        return packed.IsEmpty ? [] : [new RecordPacked(packed)];
    }

    private static FailPackaging Fail(PackagingFailure failure, bool isTransient, string what, int attempts) => new(
        isTransient
            ? new PackagingFailure(ErrorCodes.AttemptsExhausted, $"{what} in {attempts} attempts. The last one said: {failure.Code}: {failure.Message}")
            : failure);

    private async Task ApplyAsync(DownloadTaskCommand command)
    {
        if (DownloadTask.Decide(State, command, clock.GetUtcNow()) is Outcome.Changed changed)
        {
            await CommitAsync(changed);
        }
    }

    private void CancelPackaging()
    {
        EndPlanning();
        if (_shards is { } shards)
        {
            _shards = null;
            _cancelled = Task.WhenAll(_cancelled, shards.CancelAsync());
            Release(shards.Held.Select(grant => grant.Id).ToImmutableArray());
        }
    }

    private void StartPlanning()
    {
        _planning = CancellationTokenSource.CreateLinkedTokenSource(_deactivating.Token);
        _planAttempts++;
        PlanAsync(State!, _planning.Token).Ignore();
    }

    private void EndPlanning()
    {
        _planning?.Cancel();
        _planning?.Dispose();
        _planning = null;
    }

    private void StartDeleting()
    {
        if (!_isDeleting)
        {
            _isDeleting = true;
            DeleteAsync().Ignore();
        }
    }

    private async Task PlanAsync(DownloadTaskState state, CancellationToken cancellationToken) =>
        await ReportAsync(await work.PlanAsync(state, cancellationToken));

    private async Task PackAsync(RunningShard run, DownloadTaskState state)
    {
        var result = await work.PackAsync(state, run);
        run.End();
        await ReportAsync(new WorkResult.Answered(run, result));
    }

    private async Task DeleteAsync()
    {
        await work.WaitAsync(_cancelled);
        while (!await work.TryDeleteAsync(Key, _deactivating.Token))
        {
            _deleteAttempts++;
            await Task.Delay(work.DelayAfter(_deleteAttempts), _deactivating.Token);
        }

        await ReportAsync(new WorkResult.Deleted());
    }

    private void WakeLater(int? shard, TimeSpan delay) => WakeAsync(shard, delay).Ignore();

    private async Task WakeAsync(int? shard, TimeSpan delay)
    {
        await Task.Delay(delay, _deactivating.Token);
        await ReportAsync(new WorkResult.Rested(shard));
    }

    private async Task ReportAsync(WorkResult result)
    {
        _inbox.Add(result);
        try
        {
            await this.AsReference<IDownloadTaskWorkGrain>().AdvanceAsync();
        }
        catch (Exception exception)
        {
            // The write failed and the task was forgotten: the scheduler's next ping brings it back, and what is missing is done again.
            LogAdvanceFailed(Key, exception);
        }
    }

    private SlotDemand Demand() => new()
    {
        Task = Key,
        Held = _shards?.Held ?? [],
        WaitingShards = _shards?.Waiting ?? 0,
        RemainingRows = _shards?.RemainingRows ?? 0,
    };

    private void Release(ImmutableArray<Guid> grants) => work.ReleaseSlots(
        Key, new SlotRelease { Grants = grants, WaitingShards = _shards?.Waiting ?? 0, RemainingRows = _shards?.RemainingRows ?? 0 });
}

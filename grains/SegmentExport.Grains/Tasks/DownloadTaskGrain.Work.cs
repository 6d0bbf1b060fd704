using System.Collections.Immutable;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Grains.Tasks;

/// <summary>
/// The work of a task: planning, packing, deleting. Each runs outside of grain calls and ends in the inbox; only <see cref="AdvanceAsync"/>, a call like any
/// other, carries on with what is there, so that the state has one writer and many shards that end together are one write.
/// </summary>
internal sealed partial class DownloadTaskGrain
{
    private readonly List<WorkResult> _inbox = [];
    private readonly CancellationTokenSource _deactivating = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (State is { Packaging.State: PackagingState.Running } halfPacked)
        {
            TaskWork.TellResumed(halfPacked);
        }

        CarryOn();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        EndPlanning();
        await _deactivating.CancelAsync();
        await WriteTakenAsync(cancellationToken);
        await LeavePackingAsync();
    }

    public void Dispose()
    {
        _planning?.Dispose();
        _shards?.Dispose();
        _digesting?.Dispose();
        _staying?.Dispose();
        _deactivating.Dispose();
    }

    public async Task<SlotDemand?> ResumeAsync()
    {
        await ExpireIfDueAsync();
        CarryOn();
        return State?.Packaging.State is PackagingState.Waiting or PackagingState.Running ? Demand() : null;
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

        ReleaseAfter(results);
        if (State.PartsDeletedAt is not null)
        {
            await UnregisterExpiryAsync();
        }
    }

    /// <summary>Takes up whatever the state says is to be done and is not being done. May be called at any time.</summary>
    private void CarryOn()
    {
        if (State is { } completed && completed.AwaitsDigests())
        {
            StartDigesting(completed);
        }

        if (State is { Protections: not null } protectedTask && !protectedTask.NeedsWork)
        {
            StartPreparing(protectedTask);
        }

        if (State is not { NeedsWork: true } state)
        {
            return;
        }

        switch (state.Packaging)
        {
            case { State: PackagingState.Waiting }:
                StartPlanning(state);
                break;
            case { State: PackagingState.Running, Plan: not null, Packed: [] } when !_rowsConfirmed && work.CountsRows(state):
                StartConfirming(state);
                break;
            case { State: PackagingState.Running, Plan: { } plan }:
                StartPacking(plan, state);
                break;
            default:
                StartDeleting();
                break;
        }
    }

    /// <summary>Does the bookkeeping of one result.</summary>
    /// <returns>The command that follows from it; null for none, or for packed shards, which become one command together.</returns>
    private DownloadTaskCommand? Settle(WorkResult result) => result switch
    {
        WorkResult.Planned planned => Settle(planned),
        WorkResult.RowsConfirmed => SettleConfirmed(),
        WorkResult.PlanningRested => SettleRest(),
        WorkResult.Answered answered => Settle(answered),
        WorkResult.ShardRested rested => Settle(rested),
        WorkResult.Digested digested => Settle(digested),
        WorkResult.Protected prepared => new RecordProtected(prepared.Sealed, prepared.Codes),
        WorkResult.Deleted => SettleDeleted(),
        _ => null,
    };

    private async Task ApplyAsync(DownloadTaskCommand command)
    {
        if (DownloadTask.Decide(State, command, clock.GetUtcNow()) is Outcome.Changed changed)
        {
            await CommitAsync(changed);
        }
    }

    private void ReportLater(WorkResult result, TimeSpan delay) => ReportLaterAsync(result, delay).Ignore();

    private async Task ReportLaterAsync(WorkResult result, TimeSpan delay)
    {
        await Task.Delay(delay, _deactivating.Token);
        await ReportAsync(result);
    }

    private async Task ReportAsync(WorkResult result)
    {
        // What follows is the task's own doing, whoever's call the work began in.
        CallTrace.Enter(State?.TraceParent);
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
}

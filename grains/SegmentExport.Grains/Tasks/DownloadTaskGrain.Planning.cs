using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;

namespace SegmentExport.Grains.Tasks;

internal sealed partial class DownloadTaskGrain
{
    private CancellationTokenSource? _planning;
    private int _planAttempts;
    private int _limitWaits;
    private bool _rowsConfirmed;

    private void StartPlanning(DownloadTaskState state) => StartPlanning(cancellationToken => PlanAsync(state, cancellationToken));

    /// <summary>What was counted into the space's day has to fit still once it is stored.</summary>
    private void StartConfirming(DownloadTaskState state) => StartPlanning(_ => ConfirmRowsAsync(state));

    private void StartPlanning(Func<CancellationToken, Task> step)
    {
        if (_planning is null)
        {
            _planning = CancellationTokenSource.CreateLinkedTokenSource(_deactivating.Token);
            _planAttempts++;
            step(_planning.Token).Ignore();
        }
    }

    private void EndPlanning()
    {
        _planning?.Cancel();
        _planning?.Dispose();
        _planning = null;
    }

    private async Task PlanAsync(DownloadTaskState state, CancellationToken cancellationToken) =>
        await ReportAsync(await work.PlanAsync(state, cancellationToken));

    private async Task ConfirmRowsAsync(DownloadTaskState state) => await ReportAsync(await work.ConfirmRowsAsync(state));

    private DownloadTaskCommand? Settle(WorkResult.Planned planned)
    {
        if (planned.Plan is { } plan)
        {
            EndPlanning();
            (_planAttempts, _limitWaits) = (0, 0);
            return new RecordPlan(plan, planned.IsCounted);
        }

        // Planning counts as going on until a wait is over, so that nothing else begins it meanwhile.
        if (planned.Failure?.Code == ErrorCodes.LimitsUnavailable)
        {
            // Nobody could be asked about limits, which says nothing about the task: it was no attempt.
            _planAttempts--;
            ReportLater(new WorkResult.PlanningRested(), work.DelayAfter(++_limitWaits));
            return null;
        }

        if (planned.IsTransient && _planAttempts < work.MaxAttempts)
        {
            ReportLater(new WorkResult.PlanningRested(), work.DelayAfter(_planAttempts));
            return null;
        }

        return Fail(planned.Failure!, planned.IsTransient, "The segment could not be counted", _planAttempts);
    }

    private DownloadTaskCommand? SettleConfirmed()
    {
        _rowsConfirmed = true;
        return SettleRest();
    }

    private DownloadTaskCommand? SettleRest()
    {
        EndPlanning();
        CarryOn();
        return null;
    }

    /// <summary>Ends packaging for good: after a fault that no retry helps, or after the last attempt.</summary>
    private static FailPackaging Fail(PackagingFailure failure, bool isTransient, string what, int attempts) => new(
        isTransient
            ? new PackagingFailure(ErrorCodes.AttemptsExhausted, $"{what} in {attempts} attempts. The last one said: {failure.Code}: {failure.Message}")
            : failure);
}

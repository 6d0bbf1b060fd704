using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;

namespace SegmentExport.Grains.Tasks;

internal sealed partial class DownloadTaskGrain
{
    private CancellationTokenSource? _planning;
    private int _planAttempts;

    private void StartPlanning(DownloadTaskState state)
    {
        if (_planning is null)
        {
            _planning = CancellationTokenSource.CreateLinkedTokenSource(_deactivating.Token);
            _planAttempts++;
            PlanAsync(state, _planning.Token).Ignore();
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

    private DownloadTaskCommand? Settle(WorkResult.Planned planned)
    {
        if (planned.Plan is { } plan)
        {
            EndPlanning();
            return new RecordPlan(plan, planned.IsCounted);
        }

        if (planned.IsTransient && _planAttempts < work.MaxAttempts)
        {
            // Planning counts as going on until the wait is over, so that nothing else begins it meanwhile.
            ReportLater(new WorkResult.PlanningRested(), work.DelayAfter(_planAttempts));
            return null;
        }

        return Fail(planned.Failure!, planned.IsTransient, "The segment could not be counted", _planAttempts);
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

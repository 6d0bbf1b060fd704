using SegmentExport.Abstractions.Limits;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Limits;

namespace SegmentExport.Grains.Limits;

/// <summary>
/// Keeps what a space uses in mind and reads it from the tasks' records when it starts, and before it refuses anything. So nothing has to be written or given back for a task: one that is packed,
/// withdrawn or was never created counts no more as soon as it matters. Promises die with their keeper; each task asks again once it is stored, and only that answer counts: a keeper reads the records
/// after it has put its own name in the place of the one before, and gives no answer once another's name stands there. So whatever was allowed by one is seen by the next.
/// </summary>
internal sealed class SpaceLimitsGrain(
    [PersistentState("limits")] IPersistentState<LimitsKeeper> keeper, SpaceLimitSettings settings, ITaskUsageReader reader, TimeProvider time) : Grain, ISpaceLimitsGrain
{
    private readonly Guid _name = Guid.CreateVersion7();
    private readonly long _started = time.GetTimestamp();
    private readonly SpaceUsage _usage = new();

    /// <summary>Since when all tasks are known; null: none are.</summary>
    private DateTimeOffset? _since;

    private SpaceId Id => new(this.GetPrimaryKeyString());

    private TimeSpan Moment => time.GetElapsedTime(_started);

    public Task<Rejection?> AdmitAsync(TaskId task, DateTimeOffset submittedAt) =>
        DecideAsync(submittedAt, limits => _usage.Admit(task, submittedAt, limits, Moment));

    public Task<Rejection?> CountRowsAsync(TaskId task, DateTimeOffset submittedAt, long rows) =>
        DecideAsync(submittedAt, limits => _usage.Count(task, submittedAt, rows, limits, Moment));

    private async Task<Rejection?> DecideAsync(DateTimeOffset submittedAt, Func<SpaceLimits, Rejection?> decide)
    {
        await KeepAsync();
        var limits = settings.Of(Id);
        var isOfTheDay = limits.RowsPerDay is not null;
        if (_since is null || (isOfTheDay && StartOfDay(submittedAt) < _since))
        {
            await LoadAsync(submittedAt, isOfTheDay);
        }

        if (decide(limits) is null)
        {
            return null;
        }

        await LoadAsync(submittedAt, isOfTheDay);
        return decide(limits);
    }

    private async Task KeepAsync()
    {
        if (_since is null)
        {
            keeper.State = new() { Name = _name };
            await keeper.WriteStateAsync();
            return;
        }

        await keeper.ReadStateAsync();
        if (keeper.State.Name != _name)
        {
            DeactivateOnIdle();
            throw new InvalidOperationException("Another silo keeps the limits of the space by now.");
        }
    }

    private async Task LoadAsync(DateTimeOffset submittedAt, bool isOfTheDay)
    {
        // What one silo calls today may be yesterday to another's clock, at midnight. Without a limit of rows only those matter that package, and those just admitted.
        var since = isOfTheDay ? StartOfDay(submittedAt).AddDays(-1) : submittedAt - (2 * SpaceUsage.Unstored);
        _usage.Load(await reader.ReadAsync(Id, since, CancellationToken.None), Moment);
        _since = since;
    }

    private static DateTimeOffset StartOfDay(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);
}

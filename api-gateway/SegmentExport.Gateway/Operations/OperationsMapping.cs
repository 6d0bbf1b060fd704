using SegmentExport.Abstractions.Operations;
using SegmentExport.Client.Contracts;
using SegmentExport.Domain.Names;
using OperationsOverview = SegmentExport.Abstractions.Operations.OperationsOverview;

namespace SegmentExport.Gateway.Operations;

/// <summary>The overview as the API tells it.</summary>
internal static class OperationsMapping
{
    public static Client.Contracts.OperationsOverview ToContract(OperationsOverview overview) => new()
    {
        Silos = ToList(overview.Silos, silo => new OperationsSilo
        {
            Name = silo.Name,
            State = ApiNames.Of(silo.State),
            Slots = silo.Slots,
            BusySlots = silo.BusySlots,
            Answers = silo.Answers,
        }),
        Queues = ToList(overview.Queues, queue => new OperationsQueue
        {
            SpaceId = queue.Space.Value,
            WaitingTasks = queue.WaitingTasks,
            WaitingShards = queue.WaitingShards,
            BusySlots = queue.BusySlots,
        }),
        Running = ToList(overview.Running, ToShard),
        Tasks = [.. overview.Tasks.Select(tasks => new OperationsTasks { Status = ApiNames.Of(tasks.Status), Count = tasks.Count, OldestSubmittedAt = tasks.OldestSubmittedAt })],
        OldestWaiting = overview.Oldest is { } oldest
            ? new() { SpaceId = oldest.Task.Space.Value, TaskId = oldest.Task.Task.Value, SubmittedAt = oldest.SubmittedAt }
            : null,
        Failures = ToList(overview.Failures, failure => new OperationsFailures { Code = failure.Code, Count = failure.Count, LastAt = failure.LastAt }),
        DatabaseAnswers = overview.DatabaseAnswers,
        SchedulerAnswers = !overview.IsSchedulerSilent,
        DatabaseNeverAnswered = overview.DatabaseNeverAnswered,
        SchedulerNeverAnswered = overview.SchedulerNeverAnswered,
    };

    private static OperationsShard ToShard(RunningShardView shard) => new()
    {
        SpaceId = shard.Task.Space.Value,
        TaskId = shard.Task.Task.Value,
        Index = shard.Index,
        Attempt = shard.Attempt,
        Silo = shard.Silo,
        StartedAt = shard.StartedAt,
        Rows = shard.Rows,
        RowsRead = shard.RowsRead,
    };

    private static BoundedList<TTo> ToList<TFrom, TTo>(Bounded<TFrom> list, Func<TFrom, TTo> map) => new() { Items = [.. list.Items.Select(map)], LeftOff = list.LeftOff };
}

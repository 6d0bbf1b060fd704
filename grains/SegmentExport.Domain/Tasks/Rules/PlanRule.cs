using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks.Commands;

namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>The plan of shards. The first one counts; one that does not add up closes the task.</summary>
internal static class PlanRule
{
    public static Outcome Decide(DownloadTaskState state, RecordPlan command, DateTimeOffset now)
    {
        if (!state.AwaitsPackaging(now) || state.Packaging.State != PackagingState.Waiting)
        {
            return state.Unchanged();
        }

        if (Check(command.Plan) is { } failure)
        {
            return FailureRule.Decide(state, failure, now);
        }

        var packaging = state.Packaging with { State = PackagingState.Running, Plan = command.Plan };
        var planned = (state with { Packaging = packaging }).Remember(TaskEvent.Planned, now);

        // One shard: where the plan is lost, all of it is packed again anyway.
        return state.Changed(planned) with { CanWait = command.Plan.Shards.Length == 1 && !command.IsCounted };
    }

    private static PackagingFailure? Check(ShardPlan plan)
    {
        if (plan.Shards.IsDefaultOrEmpty || plan.Shards.Length > ShardPlan.MaxShards)
        {
            var found = plan.Shards.IsDefault ? 0 : plan.Shards.Length;
            return new(ErrorCodes.Internal, $"The segment was cut into {found} shards; 1 to {ShardPlan.MaxShards} are allowed.");
        }

        long before = 0;
        for (var i = 0; i < plan.Shards.Length; i++)
        {
            var shard = plan.Shards[i];
            if (shard.Index != i || shard.FirstRow != before || shard.Rows < 0)
            {
                return new(ErrorCodes.RowsMismatch, $"The plan's shard {i} does not begin where the one before it ends, at row {before}. Create the task again.");
            }

            before += shard.Rows;
        }

        return before == plan.Rows
            ? null
            : new(ErrorCodes.RowsMismatch, $"The planned shards have {before} rows, the segment has {plan.Rows}. Create the task again.");
    }
}

using System.Collections.Immutable;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks.Commands;

namespace SegmentExport.Domain.Tasks.Rules;

/// <summary>Packed shards: in any order, each once, and only with exactly the rows that were planned.</summary>
internal static class PackedRule
{
    public static Outcome Decide(DownloadTaskState state, RecordPacked command, DateTimeOffset now)
    {
        if (!state.AwaitsPackaging(now) || state.Packaging is not { State: PackagingState.Running, Plan: { } plan })
        {
            return state.Unchanged();
        }

        var known = state.Packaging.Packed.Select(shard => shard.Index).ToHashSet();
        var news = (command.Shards.IsDefault ? [] : command.Shards).Where(shard => known.Add(shard.Index)).ToImmutableArray();
        if (news.IsEmpty)
        {
            return state.Unchanged();
        }

        if (news.Select(shard => Check(plan, shard)).FirstOrDefault(failure => failure is not null) is { } mismatch)
        {
            return FailureRule.Decide(state, mismatch, now);
        }

        ImmutableArray<PackedShard> packed = [.. state.Packaging.Packed.Concat(news).OrderBy(shard => shard.Index)];
        return packed.Length < plan.Shards.Length
            ? state.Changed(state with { Packaging = state.Packaging with { Packed = packed } })
            : Complete(state, plan, packed, now);
    }

    private static Outcome Complete(DownloadTaskState state, ShardPlan plan, ImmutableArray<PackedShard> packed, DateTimeOffset now)
    {
        // Each shard has its planned rows and the plan adds up, so this can only fail where a rule above is broken: it is what keeps a short file from ever being handed out.
        var rows = packed.Sum(shard => shard.Rows);
        if (rows != plan.Rows)
        {
            return FailureRule.Decide(state, new(ErrorCodes.RowsMismatch, $"The packed shards have {rows} rows, the segment has {plan.Rows}. Create the task again."), now);
        }

        var packaging = state.Packaging with { State = PackagingState.Packed, Packed = packed, EndedAt = now };
        return state.Changed((state with { Packaging = packaging }).Remember(TaskEvent.Packed, now));
    }

    private static PackagingFailure? Check(ShardPlan plan, PackedShard shard)
    {
        if (shard.Index < 0 || shard.Index >= plan.Shards.Length)
        {
            return new(ErrorCodes.RowsMismatch, $"Shard {shard.Index} was packed; the plan has the shards 0 to {plan.Shards.Length - 1}. Create the task again.");
        }

        var planned = plan.Shards[shard.Index].Rows;
        return shard.Rows == planned
            ? null
            : new(ErrorCodes.RowsMismatch, $"Shard {shard.Index} has {shard.Rows} rows, {planned} were counted. The source may have changed: create the task again.");
    }
}

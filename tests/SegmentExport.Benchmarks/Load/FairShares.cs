using SegmentExport.TestKit.Measures;

namespace SegmentExport.Benchmarks.Load;

/// <summary>How evenly the spaces shared what was packed, each measured against its max-min fair share of it: an equal one, or all that it wanted where that is less, and others share the rest.</summary>
internal static class FairShares
{
    /// <summary>What a space pays for a shard besides its rows, in rows: the scheduler counts it so too.</summary>
    public const double ShardCost = 10_000;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>Jain's index over the spaces' shares. Time counts while at least two spaces have shards that wait.</summary>
    /// <param name="exports">What was packed.</param>
    /// <param name="shardCost">What a shard counts besides its rows, in rows.</param>
    public static double Jain(IReadOnlyList<PackedExport> exports, double shardCost)
    {
        var spaces = exports.GroupBy(export => export.Space).Select(space => space.ToList()).ToList();
        var (had, due) = (new double[spaces.Count], new double[spaces.Count]);
        var end = exports.Max(export => export.EndedAt);
        for (var at = exports.Min(export => export.SubmittedAt); at < end; at += Step)
        {
            var waiting = Enumerable.Range(0, spaces.Count).Where(space => spaces[space].Any(export => export.SubmittedAt <= at && export.Parts.Any(part => part.StartedAt > at + Step))).ToList();
            if (waiting.Count < 2)
            {
                continue;
            }

            var work = waiting.Select(space => Work(spaces[space], at, at + Step, shardCost)).ToList();
            var wanted = waiting.Select(space => Work(spaces[space], at, end, shardCost)).ToList();
            var level = Level(wanted, work.Sum());
            for (var i = 0; i < waiting.Count; i++)
            {
                had[waiting[i]] += work[i];
                due[waiting[i]] += Math.Min(wanted[i], level);
            }
        }

        return JainIndex.Of([.. had.Zip(due).Where(space => space.Second > 0).Select(space => space.First / space.Second)]);
    }

    /// <summary>What each may have at most, so that those who want less and those who have that share all of it.</summary>
    private static double Level(List<double> wanted, double work)
    {
        var (left, level) = (work, 0.0);
        foreach (var (index, want) in wanted.Order().Index())
        {
            level = left / (wanted.Count - index);
            left -= Math.Min(want, level);
        }

        return level;
    }

    /// <summary>The work of a space that was done in a time, of exports that were there when it began, as if a part's rows came evenly.</summary>
    private static double Work(List<PackedExport> space, DateTimeOffset begin, DateTimeOffset end, double shardCost) => space.Where(export => export.SubmittedAt <= begin).SelectMany(export => export.Parts).Sum(part =>
    {
        var (from, to) = (Later(part.StartedAt, begin), Earlier(part.StartedAt + part.Duration, end));
        return to > from ? (part.Rows + shardCost) * ((to - from) / part.Duration) : 0;
    });

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

using SegmentExport.TestKit.Measures;

namespace SegmentExport.Benchmarks.Load;

/// <summary>How evenly the spaces shared what was packed, each measured against an equal share of it while it had something to do.</summary>
internal static class FairShares
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>Jain's index over the spaces' shares. Time counts while at least two spaces have shards that wait.</summary>
    public static double Jain(IReadOnlyList<PackedExport> exports)
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

            var work = waiting.Select(space => Work(spaces[space], at)).ToList();
            foreach (var (space, done) in waiting.Zip(work))
            {
                had[space] += done;
                due[space] += work.Sum() / waiting.Count;
            }
        }

        return JainIndex.Of([.. had.Zip(due).Where(space => space.Second > 0).Select(space => space.First / space.Second)]);
    }

    /// <summary>The rows of a space that were packed in a step, as if a part's rows came evenly.</summary>
    private static double Work(List<PackedExport> space, DateTimeOffset at) => space.SelectMany(export => export.Parts).Sum(part =>
    {
        var (from, to) = (Later(part.StartedAt, at), Earlier(part.StartedAt + part.Duration, at + Step));
        return to > from ? part.Rows * ((to - from) / part.Duration) : 0;
    });

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

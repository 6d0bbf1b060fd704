using System.Collections.Immutable;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Sources.DuckDb;

/// <summary>Cuts counted blocks of rows into shards of nearly the same size, however the rows are spread.</summary>
internal static class ShardCutter
{
    /// <summary>A shard also ends when it spans so many stored rows, so that a condition that picks one row in a thousand is still read in parallel.</summary>
    private const long MaxSpan = 8_000_000;

    private const long MaxBlockRows = 2048;
    private const long MaxBlocks = 4_000_000;

    /// <summary>How many row ids a counted block should have: fine enough for even shards, few enough to count.</summary>
    public static long BlockRows(long tableRows, long targetRows) =>
        Math.Max(Math.Clamp(targetRows / 16, 1, MaxBlockRows), (tableRows + MaxBlocks - 1) / MaxBlocks);

    /// <summary>Cuts.</summary>
    /// <param name="version">The source's state.</param>
    /// <param name="blocks">Blocks with their rows, in order; none of them empty.</param>
    /// <param name="blockRows">Row ids a block.</param>
    /// <param name="tableRows">Row ids in all.</param>
    /// <param name="targetRows">Rows a shard should have.</param>
    public static ShardPlan Cut(string version, IReadOnlyList<(long Block, long Rows)> blocks, long blockRows, long tableRows, long targetRows)
    {
        var rows = blocks.Sum(block => block.Rows);
        if (rows == 0)
        {
            return new() { SourceVersion = version, Rows = 0, Shards = [new() { Index = 0, From = "0", To = "0", FirstRow = 0, Rows = 0 }] };
        }

        var maxSpan = Math.Max(MaxSpan, tableRows / (ShardPlan.MaxShards / 4));
        var most = ShardPlan.MaxShards - (tableRows / maxSpan) - 1;
        var count = Math.Clamp((rows + targetRows - 1) / targetRows, 1, most);
        var ends = EvenEnds(blocks, rows, count);
        var shards = ImmutableArray.CreateBuilder<Shard>();

        // From the first row to the last, and no further: to find that none of the others belongs to the segment is most of the work of a small one.
        var (start, before, taken) = (blocks[0].Block * blockRows, 0L, 0L);
        for (var i = 0; i < blocks.Count; i++)
        {
            var end = (blocks[i].Block + 1) * blockRows;
            taken += blocks[i].Rows;
            if (i < blocks.Count - 1 && (ends.Contains(i) || (blocks[i + 1].Block + 1) * blockRows - start > maxSpan))
            {
                shards.Add(Create(shards.Count, start, end, before, taken));
                (start, before, taken) = (end, before + taken, 0);
            }
        }

        shards.Add(Create(shards.Count, start, (blocks[^1].Block + 1) * blockRows, before, taken));
        return new() { SourceVersion = version, Rows = rows, Shards = shards.ToImmutable() };
    }

    /// <summary>The blocks after which to cut: each of the evenly spread cuts at k × rows / count moves to the nearest end of a block.</summary>
    private static HashSet<int> EvenEnds(IReadOnlyList<(long Block, long Rows)> blocks, long rows, long count)
    {
        var ends = new HashSet<int>();
        var (i, through) = (0, blocks[0].Rows);
        for (var k = 1L; k < count; k++)
        {
            var cut = (long)((Int128)k * rows / count);
            while (through < cut)
            {
                through += blocks[++i].Rows;
            }

            ends.Add(i > 0 && cut - (through - blocks[i].Rows) < through - cut ? i - 1 : i);
        }

        return ends;
    }

    private static Shard Create(int index, long from, long to, long firstRow, long rows) =>
        new() { Index = index, From = $"{from}", To = $"{to}", FirstRow = firstRow, Rows = rows };
}

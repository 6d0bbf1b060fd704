using SegmentExport.Client.Downloads;

namespace SegmentExport.Client.Tests.Downloads;

/// <summary>Who fetches which chunks.</summary>
public sealed class ChunkMapTests
{
    [Fact]
    public void Take_GivesRunsInOrder_OfAsManyBytesAsAreWanted()
    {
        var map = Fresh(8);

        Assert.Equal([(0, 1), (1, 3), (3, 4), (4, 8)], new[] { 5L, 29, 10, 1000 }.Select(most => map.Take(most)!).Select(run => (run.Chunk, run.End)));
        Assert.Null(map.Take(1000));
    }

    [Fact]
    public void GoOn_OverARun_ComesToEachOfItsBytesOnce()
    {
        var map = Fresh(4);
        var run = map.Take(20)!;
        var seen = new List<long>();
        while (map.GoOn(run, out var from, out var to))
        {
            Assert.InRange(to - from, 1, 10);
            seen.Add(from);
            map.Add(run, 5);
        }

        Assert.Equal([0L, 5, 10, 15], seen);
        Assert.Equal((20L, 20L, 20L), (map.EndOf(run), map.Total, map.Prefix()));
    }

    [Fact]
    public void Take_BesideAChunkThatHasBegun_DoesNotRunOverIt()
    {
        var file = new RemoteFile("f", new("\"a\""), 40, "f", null);
        var map = ChunkMap.Of(new("\"a\"", [0, 10, 20, 30, 40], [10, 0, 4, 0]), file)!;

        var (gap, begun) = (map.Take(1000)!, map.Take(1000)!);

        Assert.Equal((1, 2), (gap.Chunk, gap.End));
        Assert.Equal((2, 4), (begun.Chunk, begun.End));
        Assert.True(map.GoOn(begun, out var from, out var to));
        Assert.Equal((24L, 30L), (from, to));
    }

    [Fact]
    public void GiveBack_OfARun_LeavesItTheChunkThatItIsAt()
    {
        var map = Fresh(4);
        var run = map.Take(1000)!;
        map.Add(run, 10);
        Assert.True(map.GoOn(run, out _, out _));

        map.GiveBack(run);
        var rest = map.Take(1000)!;

        Assert.Equal((1, 2, 20L), (run.Chunk, run.End, map.EndOf(run)));
        Assert.Equal((2, 4), (rest.Chunk, rest.End));
        Assert.Null(map.Take(1000));
    }

    private static ChunkMap Fresh(int chunks) => ChunkMap.Fresh([.. Enumerable.Range(0, chunks + 1).Select(at => at * 10L)]);
}

using SegmentExport.Client.Contracts;
using SegmentExport.Client.Downloads;

namespace SegmentExport.Client.Tests.Downloads;

/// <summary>Where files are cut.</summary>
public sealed class ChunkPlanTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(100, 4)]
    [InlineData(100_000, 4)]
    [InlineData(4_000_000_000, 4_194_304)]
    public void Even_OfAnyLength_CoversItWithAtMost64Chunks(long length, long smallest)
    {
        var bounds = ChunkPlan.Even(length, smallest);

        Assert.Equal((0L, length), (bounds[0], bounds[^1]));
        Assert.Equal(bounds.Order(), bounds);
        Assert.InRange(bounds.Count - 1, 0, 64);
    }

    [Fact]
    public void BetweenParts_BehindAHeader_CutsWhereAPartEnds()
    {
        var parts = new[] { Part(40), Part(10), Part(45), Part(50), Part(5) };

        Assert.Equal([0, 50, 105, 155, 160], ChunkPlan.BetweenParts(160, 45, parts)!);
        Assert.Equal([0, 160], ChunkPlan.BetweenParts(160, 1000, parts)!);
    }

    [Fact]
    public void BetweenParts_OfAnotherFile_IsNone() => Assert.Null(ChunkPlan.BetweenParts(100, 10, [Part(101)]));

    private static ManifestPart Part(long plain) => new(0, 1, plain, plain / 2, "");
}

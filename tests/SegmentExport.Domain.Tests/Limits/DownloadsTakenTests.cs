using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Limits;

namespace SegmentExport.Domain.Tests.Limits;

public sealed class DownloadsTakenTests
{
    private const long Length = 1_234_567;

    private long _taken;

    [Fact]
    public void Take_WholeFiles_AreAsManyAsAllowed()
    {
        Assert.Null(Take(Length, most: 2));
        Assert.Null(Take(Length, most: 2));

        var refused = Take(Length, most: 2)!;

        Assert.Equal((RejectionKind.Conflict, ErrorCodes.DownloadLimitReached, (TimeSpan?)null), (refused.Kind, refused.Code, refused.RetryAfter));
    }

    [Fact]
    public void Take_OneDownloadInManyRanges_IsOne()
    {
        for (var sent = 0L; sent < Length; sent += 10_000)
        {
            Assert.Null(Take(Math.Min(10_000, Length - sent), most: 1));
        }

        Assert.InRange(_taken, 1_000_000_000, 1_000_000_200);
    }

    [Fact]
    public void Take_RestOfTheLastDownload_IsAllowed()
    {
        Assert.Null(Take(Length, most: 1));
        Assert.Null(Take(Length / 2, most: 1));
        Assert.Null(Take(Length / 3, most: 1));
    }

    [Fact]
    public void Take_LastDownloadOnceMoreInRanges_IsNotRefusedForItsRounding()
    {
        Assert.Null(Take(Length, most: 1));
        for (var sent = 0L; sent < Length; sent += 1_000)
        {
            Assert.Null(Take(Math.Min(1_000, Length - sent), most: 1));
        }

        Assert.NotNull(Take(Length / 1_000, most: 1));
    }

    [Fact]
    public void Take_RangesWithoutEnd_StopOneDownloadBeyondTheLimit()
    {
        var bytes = 0L;
        while (Take(Length / 10, most: 3) is null)
        {
            bytes += Length / 10;
        }

        Assert.InRange(bytes, 3 * Length, 4 * Length);
        Assert.NotNull(Take(Length, most: 3));
    }

    [Fact]
    public void Take_NoLimit_RefusesNothing() => Assert.Null(DownloadsTaken.Take(long.MaxValue / 2, Length, Length, null, out _));

    [Theory]
    [InlineData(null, 1000)]
    [InlineData("bytes=0-99", 100)]
    [InlineData("bytes=900-", 100)]
    [InlineData("bytes=-100", 100)]
    [InlineData("bytes=0-9,20-29", 20)]
    [InlineData("bytes=0-999,0-999", 1000)]
    [InlineData("bytes=2000-", 0)]
    [InlineData("bytes=0-9223372036854775807", 1000)]
    [InlineData("bytes=-9223372036854775807", 1000)]
    [InlineData("bytes=what", 1000)]
    public void RequestedBytes_OfARange_AreItsBytes(string? range, long bytes) => Assert.Equal(bytes, RequestedBytes.Of(range, 1000));

    private Rejection? Take(long bytes, int most)
    {
        var refused = DownloadsTaken.Take(_taken, bytes, Length, most, out var after);
        _taken = refused is null ? after : _taken;
        return refused;
    }
}

using SegmentExport.Domain.Limits;

namespace SegmentExport.Domain.Tests.Limits;

public sealed class PermitBucketTests
{
    private readonly PermitBucket _bucket = new(60, TimeSpan.Zero);

    [Fact]
    public void Take_FromTheBeginning_HasAMinutesPermitsAndThenASecondsEach()
    {
        Assert.Equal(50, _bucket.Take(50, TimeSpan.Zero));
        Assert.Equal(10, _bucket.Take(50, TimeSpan.Zero));
        Assert.Equal(0, _bucket.Take(50, TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(1), _bucket.UntilNext);
        Assert.Equal(1, _bucket.Take(50, TimeSpan.FromSeconds(1.5)));
        Assert.Equal(TimeSpan.FromSeconds(0.5), _bucket.UntilNext);
    }

    [Fact]
    public void Take_AfterALongRest_HasAMinutesPermitsAndNoMore()
    {
        _bucket.Take(60, TimeSpan.Zero);

        Assert.Equal(60, _bucket.Take(1000, TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Take_ATimeThatIsBehind_AddsNothing()
    {
        _bucket.Take(60, TimeSpan.FromSeconds(100));

        Assert.Equal(0, _bucket.Take(1, TimeSpan.FromSeconds(10)));
    }
}

using SegmentExport.Grains.Scheduling;

namespace SegmentExport.Grains.Tests.Scheduling;

public sealed class SourceBreakerTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    private readonly SourceBreaker _breaker = new(faults: 3, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));

    [Fact]
    public void Fail_FewerTimesThanCounts_LetsGoOn()
    {
        Assert.False(Fail());
        Assert.False(Fail());
        _breaker.Succeed(Guid.CreateVersion7());
        Assert.False(Fail());
        Assert.False(Fail());

        Assert.True(_breaker.Lets(Start));
    }

    [Fact]
    public void Fail_TooOftenInARow_RestsThenTriesOne()
    {
        Rest();

        Assert.False(_breaker.Lets(Start + TimeSpan.FromSeconds(4.9)));
        Assert.True(_breaker.Lets(Start + TimeSpan.FromSeconds(5)));
        _breaker.Begin(Guid.CreateVersion7());
        Assert.False(_breaker.Lets(Start + TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Succeed_OfTheTrial_EndsTheRest()
    {
        Rest();
        var trial = Guid.CreateVersion7();
        _breaker.Begin(trial);

        Assert.False(_breaker.Succeed(Guid.CreateVersion7()));
        Assert.True(_breaker.Succeed(trial));
        Assert.True(_breaker.Lets(Start));
    }

    [Fact]
    public void Fail_OfTrials_DoublesTheRestUpToTheLongest()
    {
        Rest();
        foreach (var expected in new[] { 10, 15, 15 })
        {
            var trial = Guid.CreateVersion7();
            _breaker.Begin(trial);
            Assert.False(_breaker.Fail(trial, Start));

            Assert.Equal(TimeSpan.FromSeconds(expected), _breaker.RestsUntil - Start);
        }
    }

    [Fact]
    public void Fail_OfWhatWasUnderWay_DoesNotProlongTheRest()
    {
        Rest();

        Assert.False(_breaker.Fail(Guid.CreateVersion7(), Start + TimeSpan.FromSeconds(3)));
        Assert.True(_breaker.Lets(Start + TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Forget_OfTheTrial_LetsAnotherBeIt()
    {
        Rest();
        var trial = Guid.CreateVersion7();
        _breaker.Begin(trial);
        _breaker.Forget(trial);

        Assert.True(_breaker.Lets(Start + TimeSpan.FromSeconds(5)));
    }

    private bool Fail() => _breaker.Fail(Guid.CreateVersion7(), Start);

    private void Rest()
    {
        Fail();
        Fail();
        Assert.True(Fail());
    }
}

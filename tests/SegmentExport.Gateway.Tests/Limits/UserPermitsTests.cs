using Microsoft.Extensions.Time.Testing;
using SegmentExport.Abstractions.Limits;
using SegmentExport.Gateway.Limits;

namespace SegmentExport.Gateway.Tests.Limits;

/// <summary>What a gateway answers while a user's grain does not answer it.</summary>
public sealed class UserPermitsTests
{
    private const int PerMinute = 300;
    private const int Leased = 3;

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task TryTake_WhereNoSiloKnowsSuchGrains_HoldsTheUserToTheLimitByItself()
    {
        // What Orleans throws to a gateway of this version while all silos are of one that had no limits.
        using var permits = new UserPermits(() => throw new ArgumentException("Could not find an implementation"), TimeProvider.System);

        Assert.InRange(await TakeAsync(permits), 1, 70_000);
    }

    [Fact]
    public async Task TryTake_OnceTheGrainHasGone_HoldsTheUserToTheLimitThatItTold()
    {
        var grain = new Grain { Answer = Lease() };
        using var permits = new UserPermits(() => grain, _time);
        Assert.Null(await permits.TryTakeAsync());
        grain.Answer = Task.FromException<PermitLease>(new TimeoutException("A test"));

        // What was leased, and then a minute's permits of its own, as the bucket that was lost would have begun again.
        Assert.Equal(Leased - 1 + PerMinute, await TakeAsync(permits));
        Assert.Equal(TimeSpan.FromMinutes(1.0 / PerMinute), await permits.TryTakeAsync());

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(PerMinute / 60, await TakeAsync(permits));

        // Once it answers, its word counts again.
        _time.Advance(TimeSpan.FromSeconds(1));
        grain.Answer = Lease(permits: 0);
        Assert.Equal(0, await TakeAsync(permits));
    }

    [Fact]
    public async Task TryTake_WhereTheGrainNeverAnswers_IsAnsweredAfterTwoSeconds()
    {
        var grain = new Grain { Answer = Lease(permits: 1) };
        using var permits = new UserPermits(() => grain, _time);
        Assert.Null(await permits.TryTakeAsync());
        grain.Answer = new TaskCompletionSource<PermitLease>().Task;

        var taken = permits.TryTakeAsync();
        Assert.False(taken.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(await taken.AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TryTake_OnceAGrainWithoutALimitHasGone_HasNoLimit()
    {
        var grain = new Grain { Answer = Task.FromResult(new PermitLease { Permits = 1, Period = TimeSpan.FromSeconds(10), PerMinute = 0 }) };
        using var permits = new UserPermits(() => grain, _time);
        Assert.Null(await permits.TryTakeAsync());
        grain.Answer = Task.FromException<PermitLease>(new TimeoutException("A test"));

        Assert.Equal(100_000, await TakeAsync(permits));
    }

    private static async Task<int> TakeAsync(UserPermits permits)
    {
        var taken = 0;
        while (taken < 100_000 && await permits.TryTakeAsync() is null)
        {
            taken++;
        }

        return taken;
    }

    private static Task<PermitLease> Lease(int permits = Leased) =>
        Task.FromResult(new PermitLease { Permits = permits, Period = TimeSpan.FromSeconds(10), PerMinute = PerMinute });

    private sealed class Grain : IRequestPermitGrain
    {
        public required Task<PermitLease> Answer { get; set; }

        public Task<PermitLease> LeaseAsync() => Answer;
    }
}

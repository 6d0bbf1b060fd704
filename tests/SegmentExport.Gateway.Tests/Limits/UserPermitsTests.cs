using SegmentExport.Gateway.Limits;

namespace SegmentExport.Gateway.Tests.Limits;

public sealed class UserPermitsTests
{
    [Fact]
    public async Task TryTake_WhereNoSiloKnowsSuchGrains_HoldsTheUserToTheLimitByItself()
    {
        // What Orleans throws to a gateway of this version while all silos are of one that had no limits.
        using var permits = new UserPermits(() => throw new ArgumentException("Could not find an implementation"), TimeProvider.System);

        var taken = 0;
        while (taken < 100_000 && await permits.TryTakeAsync() is null)
        {
            taken++;
        }

        Assert.InRange(taken, 1, 70_000);
    }
}

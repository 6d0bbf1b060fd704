using SegmentExport.Sources.ClickHouse;

namespace SegmentExport.Sources.Tests.ClickHouse;

public sealed class RecentBoundsTests
{
    private readonly RecentBounds _bounds = new();
    private readonly List<string> _found = [];

    [Fact]
    public async Task Get_OfMoreThanAreKept_ForgetsThoseThatWereNotAskedForForLongest()
    {
        await AskAsync("used");
        for (var plan = 0; plan < RecentBounds.Most; plan++)
        {
            await AskAsync($"{plan}");
            await AskAsync("used");
        }

        _found.Clear();
        await AskAsync("used");
        await AskAsync($"{RecentBounds.Most - 1}");
        await AskAsync("0");

        Assert.Equal(["0"], _found);
    }

    [Fact]
    public async Task Get_AfterAFault_LooksAgain()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _bounds.GetAsync("a", () => Task.FromException<KeyBounds>(new InvalidOperationException()), CancellationToken.None));

        await AskAsync("a");

        Assert.Equal(["a"], _found);
    }

    private Task<KeyBounds> AskAsync(string key) => _bounds.GetAsync(
        key,
        () =>
        {
            _found.Add(key);
            return Task.FromResult(new KeyBounds(1, [], 0));
        },
        CancellationToken.None);
}

namespace SegmentExport.Gateway.Tests.Fuzz;

/// <summary>The chances of one request: the same for the same seed and index, whatever was sent before it.</summary>
internal sealed class Dice(int seed, int index)
{
    private readonly Random _random = new(unchecked((seed * 1_000_003) + index));

    /// <summary>Whether something happens that happens so often of a hundred times.</summary>
    public bool Chance(int percent) => _random.Next(100) < percent;

    /// <summary>A number from 0 to below a limit.</summary>
    public int Below(int limit) => _random.Next(limit);

    /// <summary>One of some.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>One of some ways to go.</summary>
    public T Any<T>(params Func<T>[] ways) => Pick(ways)();
}

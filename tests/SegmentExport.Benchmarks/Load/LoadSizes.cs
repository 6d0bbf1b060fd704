namespace SegmentExport.Benchmarks.Load;

/// <summary>How many rows exports have: few of them very many.</summary>
internal static class LoadSizes
{
    private const double Smallest = 10;

    // A power law's: two thirds of the exports have less than three hundred rows, one in eighty 3,000,000 or more.
    private const double Tail = 0.35;

    /// <summary>The rows of one export, no more than a number.</summary>
    public static double Next(Random random, int most) => Math.Min(most, Smallest * Math.Pow(1 - random.NextDouble(), -1 / Tail));
}

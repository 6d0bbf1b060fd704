using Orleans.Configuration;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Grains.Tests.Capacity;

/// <summary>The numbers of docs/capacity.md: measured ones are those of the result files, reckoned ones come of their formulas.</summary>
public sealed class CapacityDocumentTests
{
    // Numbers are written with three digits or so.
    private const double Rounding = 0.02;

    // A measurement that was taken again may differ; a plan has to be reckoned anew where it differs by more.
    private const double Drift = 1.5;

    private static readonly IReadOnlyList<CapacityFigure> Figures = CapacityFigure.Read(Read("docs", "capacity.md"));

    [Fact]
    public void Figures_OfTheDocument_AreFoundEachOnce()
    {
        Assert.InRange(Figures.Count, 30, 200);
        Assert.Equal(Figures.Count, Figures.Select(figure => figure.Name).Distinct().Count());
        Assert.All(Figures, figure => Assert.True(figure.IsAssumed || figure.Quoted is not null || figure.From.StartsWith('`') || figure.Measured(ReadResult) is not null, $"{figure.Name} does not say where it is from: {figure.From}"));
    }

    [Fact]
    public void ReckonedFigures_ByTheirFormulas_AreAsWritten()
    {
        var values = Figures.ToDictionary(figure => figure.Name, figure => figure.Value);

        Assert.All(Figures, figure =>
        {
            if (figure.Reckon(values) is { } reckoned)
            {
                Assert.True(Math.Abs(figure.Value - reckoned) <= Rounding * reckoned, $"{figure.Name} is {figure.Value} in the document, and {reckoned} by {figure.From}");
            }
        });
    }

    [Fact]
    public void MeasuredFigures_InTheirResultFiles_AreStillSo()
    {
        Assert.All(Figures, figure =>
        {
            if (figure.Measured(ReadResult) is { } measured)
            {
                Assert.True(figure.Value <= measured * Drift && figure.Value >= measured / Drift, $"{figure.Name} is {figure.Value} in the document, and {measured} in {figure.From}: reckon anew.");
            }

            if (figure.Quoted is { } quoted)
            {
                Assert.Contains(quoted.Words, ReadResult(quoted.File), StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public void RestOfAnIdleGrain_IsThatOfOrleans() => Assert.Equal(new GrainCollectionOptions().CollectionAge.TotalMinutes, Figures.Single(figure => figure.Name == "rest_min").Value);

    private static string ReadResult(string file) => Read("tests", "SegmentExport.Benchmarks", "results", file);

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Repository.Root, .. path]));
}

using Bunit;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Localization;
using SegmentExport.WebConsole.Operations;

namespace SegmentExport.WebConsole.Tests.Components;

/// <summary>The cluster's figures, and what of them nobody has told yet.</summary>
public sealed class OperationsCardsTests : ComponentTest
{
    [Theory]
    [InlineData(false, "0 / 2")]
    [InlineData(true, "—")]
    public void Slots_OfASchedulerThatNeverAnswered_AreNotToldAsNone(bool neverAnswered, string expected)
    {
        var overview = Overview(neverAnswered);

        var figures = Render<ClusterFigures>(parameters => parameters.AddCascadingValue(Texts.English).Add(one => one.Overview, overview));
        var silos = Render<SilosCard>(parameters => parameters.AddCascadingValue(Texts.English).Add(one => one.Silos, overview.Silos).Add(one => one.AreSlotsKnown, !neverAnswered));

        Assert.Equal([expected, neverAnswered ? "—" : "0", neverAnswered ? "—" : "none"], figures.FindAll("dd").Select(figure => figure.TextContent));
        Assert.Equal(expected, silos.FindAll("tbody td")[^1].TextContent.Trim());
    }

    private static OperationsOverview Overview(bool neverAnswered) => new()
    {
        Silos = new() { Items = [new() { Name = "silo-1", State = "active", Slots = 2, BusySlots = 0, Answers = true }], LeftOff = 0 },
        Queues = new() { Items = [], LeftOff = 0 },
        Running = new() { Items = [], LeftOff = 0 },
        Tasks = [],
        Failures = new() { Items = [], LeftOff = 0 },
        DatabaseAnswers = !neverAnswered,
        SchedulerAnswers = !neverAnswered,
        DatabaseNeverAnswered = neverAnswered,
        SchedulerNeverAnswered = neverAnswered,
    };
}

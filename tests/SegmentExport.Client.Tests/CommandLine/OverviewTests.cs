using SegmentExport.Cli.Commands;
using SegmentExport.Client.Contracts;
using Spectre.Console;

namespace SegmentExport.Client.Tests.CommandLine;

/// <summary>The cluster as <c>segx ops top</c> shows it while something in it is silent.</summary>
public sealed class OverviewTests
{
    [Theory]
    [InlineData(false, "0 of 2", "counts are those of before.", "task are those of before.")]
    [InlineData(true, "unknown", "counts are not known yet.", "task are not known yet.")]
    public void Top_OfWhatDoesNotAnswer_SaysWhetherItEverDid(bool neverAnswered, string slots, string scheduler, string database)
    {
        using var shown = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(shown) });
        console.Profile.Width = 200;

        console.Write(OpsCommands.View(Overview(neverAnswered), TimeProvider.System));

        Assert.All([slots, scheduler, database], text => Assert.Contains(text, shown.ToString(), StringComparison.Ordinal));
    }

    private static OperationsOverview Overview(bool neverAnswered) => new()
    {
        Silos = new() { Items = [new() { Name = "silo-1", State = "active", Slots = 2, BusySlots = 0, Answers = true }], LeftOff = 0 },
        Queues = new() { Items = [], LeftOff = 0 },
        Running = new() { Items = [], LeftOff = 0 },
        Tasks = [],
        Failures = new() { Items = [], LeftOff = 0 },
        DatabaseAnswers = false,
        SchedulerAnswers = false,
        DatabaseNeverAnswered = neverAnswered,
        SchedulerNeverAnswered = neverAnswered,
    };
}

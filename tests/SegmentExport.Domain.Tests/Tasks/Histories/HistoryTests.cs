using System.Text.Json;
using CsCheck;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Domain.Tests.Samples;

namespace SegmentExport.Domain.Tests.Tasks.Histories;

/// <summary>The rules under random histories. A failure prints its seed; the environment variable CsCheck_Seed runs it again.</summary>
public sealed class HistoryTests
{
    private const int Count = 20_000;

    [Fact]
    public void Decide_RandomHistories_KeepTheInvariants()
    {
        var reached = new int[Enum.GetValues<DownloadTaskStatus>().Length];
        HistoryGen.History.Sample(steps => Run(steps, reached), iter: Count);

        // A generator that never gets anywhere would prove nothing.
        Assert.All(reached, times => Assert.InRange(times, Count / 100, int.MaxValue));
    }

    [Fact]
    public void StateJson_RandomHistories_ReadBackAsWritten() => HistoryGen.History.Sample(
        steps =>
        {
            var json = JsonSerializer.Serialize(Run(steps, []), StateJson.Options);
            Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<DownloadTaskState>(json, StateJson.Options), StateJson.Options));
        },
        iter: Count / 10);

    private static DownloadTaskState? Run(Step[] steps, int[] reached)
    {
        DownloadTaskState? state = null;
        var now = Sample.Start;
        var carriedOut = new List<DownloadTaskCommand>();
        foreach (var (after, command) in steps)
        {
            now += after;
            state = Apply(state, command, now, carriedOut);
            if (state is not null)
            {
                Invariants.Check(state, now);
                Note(reached, state.StatusAt(now));
            }
        }

        // Long after, everything that was ever done is sent again: by then none of it may do anything.
        foreach (var command in carriedOut.Where(command => command is Submit or Withdraw or Approve or Reject))
        {
            Assert.IsType<Outcome.Unchanged>(DownloadTask.Decide(state, command, now.AddDays(30)));
        }

        return state;
    }

    private static DownloadTaskState? Apply(DownloadTaskState? before, DownloadTaskCommand command, DateTimeOffset now, List<DownloadTaskCommand> carriedOut)
    {
        switch (DownloadTask.Decide(before, command, now))
        {
            case Outcome.Changed changed:
                Invariants.CheckChange(before, command, changed.State, now);
                Assert.True(DownloadTask.Decide(changed.State, command, now) is Outcome.Unchanged, $"{command.GetType().Name} had a second effect.");
                carriedOut.Add(command);
                return changed.State;
            case Outcome.Unchanged unchanged:
                Assert.Same(before, unchanged.State);
                return before;
            default:
                return before;
        }
    }

    private static void Note(int[] reached, DownloadTaskStatus status)
    {
        if (reached.Length > 0)
        {
            Interlocked.Increment(ref reached[(int)status]);
        }
    }
}

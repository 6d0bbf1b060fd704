using SegmentExport.Abstractions.Packaging;
using SegmentExport.Grains.Packaging;
using SegmentExport.Grains.Tasks;

namespace SegmentExport.Grains.Tests.Scheduling.Simulation;

/// <summary>What a task's grain does with a slot: a silo packs the shard, or fails, or is not there any more, and the slot is given back.</summary>
internal sealed class SimulatedPacking(SimulationSetup setup, VirtualTime time, SimulatedNetwork network, SimulatedSilos silos, Random random)
{
    private readonly PackagingOptions _options = new();

    /// <summary>A task gives slots back.</summary>
    public required Action<SimulatedTask, Guid[], ShardOutcome> Release { get; init; }

    /// <summary>A shard is packed, before its slot is given back.</summary>
    public required Action<SimulatedTask, RunningShard> Recorded { get; init; }

    /// <summary>Attempts that met a source that was away.</summary>
    public int FaultsOfSources { get; private set; }

    /// <summary>Packs a shard.</summary>
    public void Pack(SimulatedTask task, ShardQueue queue, RunningShard run)
    {
        var silo = silos[run.Grant.Silo];
        if (silo.IsDead)
        {
            time.After(network.Delay(), () => Fail(task, queue, run, ShardOutcome.None));
            return;
        }

        if (silo.IsLeaving)
        {
            time.After(network.Delay(), () => PutBack(task, queue, run));
            return;
        }

        var isAway = task.Source == "source-0" && time.Elapsed >= setup.SourceAway.From && time.Elapsed < setup.SourceAway.From + setup.SourceAway.For;
        FaultsOfSources += isAway ? 1 : 0;
        var work = isAway ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds((0.02 + (run.Shard.Rows / setup.RowsPerSecond)) * (0.8 + (0.4 * random.NextDouble())));
        var answered = false;
        silo.Work(work, () =>
        {
            answered = true;
            time.After(network.Delay(), () =>
            {
                if (isAway)
                {
                    Fail(task, queue, run, ShardOutcome.SourceFault);
                }
                else
                {
                    End(task, queue, run);
                }
            });
        });

        // A silo that is dead, or stalled for so long that it is declared so, has its callers fail.
        void Watch() => time.After(SimulatedNetwork.Detection, () =>
        {
            if (!answered && (silo.IsDead || silo.IsStalled))
            {
                Fail(task, queue, run, ShardOutcome.None);
            }
            else if (!answered && ReferenceEquals(task.Queue, queue))
            {
                Watch();
            }
        });
        Watch();
    }

    private void End(SimulatedTask task, ShardQueue queue, RunningShard run)
    {
        if (!ReferenceEquals(task.Queue, queue) || !queue.IsUsing(run.Grant))
        {
            return;
        }

        queue.End(run);
        Recorded(task, run);
        Release(task, [run.Grant.Id], ShardOutcome.Packed);
    }

    private void Fail(SimulatedTask task, ShardQueue queue, RunningShard run, ShardOutcome outcome)
    {
        if (ReferenceEquals(task.Queue, queue) && queue.IsUsing(run.Grant))
        {
            queue.Rest(run);
            Release(task, [run.Grant.Id], outcome);
            WakeLater(task, queue, run.Shard.Index, _options.DelayAfter(run.Attempt));
        }
    }

    private void PutBack(SimulatedTask task, ShardQueue queue, RunningShard run)
    {
        if (ReferenceEquals(task.Queue, queue) && queue.IsUsing(run.Grant))
        {
            queue.PutBack(run);
            Release(task, [run.Grant.Id], ShardOutcome.None);
            WakeLater(task, queue, run.Shard.Index, _options.DelayAfter(1));
        }
    }

    private void WakeLater(SimulatedTask task, ShardQueue queue, int shard, TimeSpan delay) => time.After(delay, () =>
    {
        if (ReferenceEquals(task.Queue, queue))
        {
            queue.Wake(shard);
            Release(task, [], ShardOutcome.None);
        }
    });
}

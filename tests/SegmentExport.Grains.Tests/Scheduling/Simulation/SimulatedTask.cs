using SegmentExport.Abstractions.Packaging;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Grains.Tasks;

namespace SegmentExport.Grains.Tests.Scheduling.Simulation;

/// <summary>A task as its grain is: a record that stays, and a queue of shards in memory that is lost with the silo it lives on.</summary>
internal sealed class SimulatedTask(TaskKey key, string source, ShardPlan plan)
{
    private readonly Dictionary<int, PackedShard> _packed = [];

    public TaskKey Key { get; } = key;

    public string Source { get; } = source;

    public ShardPlan Plan { get; } = plan;

    /// <summary>When it asked for its first slot.</summary>
    public TimeSpan Queued { get; init; }

    /// <summary>When its first shard began.</summary>
    public TimeSpan? Started { get; set; }

    /// <summary>When all were packed.</summary>
    public TimeSpan? Packed { get; private set; }

    /// <summary>The silo that its grain lives on; null: it is not active.</summary>
    public SimulatedSilo? Home { get; private set; }

    /// <summary>What its grain has in memory.</summary>
    public ShardQueue? Queue { get; private set; }

    /// <summary>Its shards that are recorded.</summary>
    public int Recorded => _packed.Count;

    /// <summary>Its grain comes to life, from its record.</summary>
    public void Activate(SimulatedSilo home)
    {
        if (Home is null && Packed is null)
        {
            (Home, Queue) = (home, new ShardQueue(Plan, [.. _packed.Values], TimeProvider.System.GetUtcNow(), TimeProvider.System));
        }
    }

    /// <summary>Its grain is lost, with all that it had in memory.</summary>
    public void Lose()
    {
        (Home, var lost) = (null, Queue);
        Queue = null;
        lost?.Dispose();
    }

    /// <summary>A shard is packed and recorded.</summary>
    public void Record(RunningShard run, TimeSpan now)
    {
        Assert.True(_packed.TryAdd(run.Shard.Index, new() { Index = run.Shard.Index, Rows = run.Shard.Rows, Sections = [], Sha256 = "" }), $"Shard {run.Shard.Index} of {Key} counts twice.");
        if (_packed.Count == Plan.Shards.Length)
        {
            Packed = now;
        }
    }

    /// <summary>What it tells the scheduler when it is asked; null once it is packed.</summary>
    public SlotDemand? Demand() => Packed is not null ? null : new()
    {
        Task = Key,
        Held = Queue?.Held ?? [],
        WaitingShards = Queue?.Waiting ?? 0,
        RemainingRows = Queue?.RemainingRows ?? 0,
        Source = Source,
    };

    /// <summary>What it tells the scheduler when it gives slots back.</summary>
    public SlotRelease Release(Guid[] grants, ShardOutcome outcome) =>
        new() { Grants = [.. grants], WaitingShards = Queue?.Waiting ?? 0, RemainingRows = Queue?.RemainingRows ?? 0, Source = Source, Outcome = outcome };
}

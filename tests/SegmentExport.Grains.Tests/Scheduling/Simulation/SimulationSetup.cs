namespace SegmentExport.Grains.Tests.Scheduling.Simulation;

/// <summary>What is simulated.</summary>
internal sealed record SimulationSetup
{
    /// <summary>Everything random comes of it.</summary>
    public required int Seed { get; init; }

    public int Spaces { get; init; } = 50;

    public int Tasks { get; init; } = 1000;

    /// <summary>Tasks arrive within it, evenly but for <see cref="Rush"/>.</summary>
    public TimeSpan Arrivals { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The share of tasks that arrive in a part of that time, in its middle; the others arrive around it. Default: all of it, so that there is none.</summary>
    public (double Share, double Part) Rush { get; init; } = (1, 1);

    /// <summary>The smallest segment; sizes follow a power law (Pareto) from here.</summary>
    public double SmallestRows { get; init; } = 100;

    /// <summary>The power law's exponent: the lower, the heavier its tail.</summary>
    public double Tail { get; init; } = 0.5;

    public double LargestRows { get; init; } = 3_000_000;

    public int Silos { get; init; } = 3;

    public int SlotsPerSilo { get; init; } = 4;

    /// <summary>Rows a second of one slot.</summary>
    public double RowsPerSecond { get; init; } = 250_000;

    /// <summary>Sources, which spaces are spread over.</summary>
    public int Sources { get; init; } = 1;

    /// <summary>One message of so many is lost, or its answer is; 0: none.</summary>
    public int LostMessages { get; init; }

    /// <summary>How often a silo stalls, leaves or is killed; another takes the place of one that is gone. Zero: never.</summary>
    public TimeSpan TroublePeriod { get; init; }

    /// <summary>How often the scheduler is lost and made anew. Zero: never.</summary>
    public TimeSpan SchedulerPeriod { get; init; }

    /// <summary>When the first source is away, and for how long.</summary>
    public (TimeSpan From, TimeSpan For) SourceAway { get; init; }

    /// <summary>When the task arrives that so large a share of all tasks comes before.</summary>
    public TimeSpan ArrivalAt(double share)
    {
        var (early, before) = ((1 - Rush.Share) / 2, (1 - Rush.Part) / 2);
        return Arrivals * (share < early
            ? share / early * before
            : share < early + Rush.Share ? before + ((share - early) / Rush.Share * Rush.Part) : 1 - before + ((share - early - Rush.Share) / early * before));
    }
}

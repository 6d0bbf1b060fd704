using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Tests.Scheduling.Simulation;

/// <summary>
/// Measures how long spaces wait, in work that others are granted meanwhile, against what start-time fair queueing promises: while a space waits, every other one gets at most its share of what the space
/// itself had last, and one shard more.
/// </summary>
/// <param name="rules">The weights.</param>
/// <param name="spaces">All spaces that there are.</param>
/// <param name="largestCost">The most that a shard costs.</param>
internal sealed class FairnessWatch(SimulatedRules rules, IReadOnlyCollection<SpaceId> spaces, double largestCost)
{
    private readonly Dictionary<SpaceId, (double Granted, double LastCost)> _waiting = [];
    private readonly double _weights = spaces.Sum(rules.WeightOf);
    private double _granted;

    /// <summary>The worst that was seen: granted to others, over what is promised. Above 1: somebody starved.</summary>
    public double Worst { get; private set; }

    /// <summary>Rows and overhead granted to each space.</summary>
    public Dictionary<SpaceId, double> Granted { get; } = [];

    /// <summary>A space waits, or does not any more.</summary>
    public void SetWaiting(SpaceId space, bool isWaiting)
    {
        if (!isWaiting)
        {
            _waiting.Remove(space);
        }
        else if (!_waiting.ContainsKey(space))
        {
            _waiting[space] = (_granted, largestCost);
        }
    }

    /// <summary>A space has been granted a shard.</summary>
    public void Grant(SpaceId space, double cost)
    {
        if (_waiting.TryGetValue(space, out var waited))
        {
            var promised = (_weights * waited.LastCost / rules.WeightOf(space)) + (spaces.Count * largestCost);
            Worst = Math.Max(Worst, (_granted - waited.Granted) / promised);
        }

        _granted += cost;
        Granted[space] = Granted.GetValueOrDefault(space) + cost;
        if (_waiting.ContainsKey(space))
        {
            _waiting[space] = (_granted, cost);
        }
    }
}

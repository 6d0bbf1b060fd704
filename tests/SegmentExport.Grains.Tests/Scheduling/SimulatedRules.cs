using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Scheduling;

namespace SegmentExport.Grains.Tests.Scheduling;

/// <summary>Rules that a test sets.</summary>
internal sealed class SimulatedRules : ISchedulingRules
{
    /// <summary>Spaces that do not have the usual weight of 1.</summary>
    public Dictionary<SpaceId, int> Weights { get; } = [];

    /// <summary>Sources with a bound.</summary>
    public Dictionary<string, int> ParallelReads { get; } = [];

    public int WeightOf(SpaceId space) => Weights.GetValueOrDefault(space, 1);

    public int? ParallelReadsOf(string source) => ParallelReads.TryGetValue(source, out var bound) ? bound : null;

    public SourceBreaker NewBreaker() => new(faults: 5, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
}

using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Scheduling;

/// <summary>What the scheduler is told about spaces and sources.</summary>
internal interface ISchedulingRules
{
    /// <summary>How much of the slots a space gets beside others that wait too: 1 to 100.</summary>
    int WeightOf(SpaceId space);

    /// <summary>How many shards may be read from a source at once; null for any number.</summary>
    int? ParallelReadsOf(string source);

    /// <summary>How a source rests after faults.</summary>
    SourceBreaker NewBreaker();
}

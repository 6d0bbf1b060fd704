using Microsoft.Extensions.Options;
using SegmentExport.Domain.Identity;
using SegmentExport.Grains.Access;
using SegmentExport.Grains.Packaging;

namespace SegmentExport.Grains.Scheduling;

/// <summary>The catalog's weights and bounds as they are now, and the settings' rests.</summary>
internal sealed class SchedulingRules(ICurrentCatalog catalog, IOptions<PackagingOptions> options) : ISchedulingRules
{
    public int WeightOf(SpaceId space) => catalog.Value.Space(space)?.Weight ?? 1;

    public int? ParallelReadsOf(string source) => catalog.Value.Sources.GetValueOrDefault(source)?.ParallelReads;

    public SourceBreaker NewBreaker() => new(options.Value.SourceFaults, options.Value.SourceRest, options.Value.MaxSourceRest);
}

using System.Collections.Immutable;
using SegmentExport.Abstractions.Packaging;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Grains.Tasks;

/// <summary>Something that ended outside a grain call and waits to be carried on with inside one.</summary>
internal abstract record WorkResult
{
    private WorkResult()
    {
    }

    /// <summary>The shards are planned, or could not be.</summary>
    public sealed record Planned(ShardPlan? Plan, PackagingFailure? Failure, bool IsTransient, bool IsCounted = false) : WorkResult;

    /// <summary>A packer has answered.</summary>
    public sealed record Answered(RunningShard Run, PackShardResult Result) : WorkResult;

    /// <summary>The day has room for the rows of the plan that is stored.</summary>
    public sealed record RowsConfirmed : WorkResult;

    /// <summary>Planning may be tried again.</summary>
    public sealed record PlanningRested : WorkResult;

    /// <summary>A shard may be tried again.</summary>
    public sealed record ShardRested(int Shard) : WorkResult;

    /// <summary>The file's digests are computed.</summary>
    public sealed record Digested(ImmutableArray<ContainerDigest> Digests) : WorkResult;

    /// <summary>The authentication codes of a protected zip are computed.</summary>
    public sealed record Protected(string Sealed, string Codes) : WorkResult;

    /// <summary>The parts are gone.</summary>
    public sealed record Deleted : WorkResult;
}

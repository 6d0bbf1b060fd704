using System.Collections.Frozen;
using System.Collections.Immutable;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Catalog;

/// <summary>The operator's catalog (数据中心), valid as a whole: sources, spaces and operators.</summary>
public sealed class SpaceCatalog
{
    private readonly FrozenDictionary<SpaceId, Space> _spaces;

    /// <summary>Makes a catalog whose ids are unique.</summary>
    /// <exception cref="ArgumentException">Two sources or two spaces have one id.</exception>
    public SpaceCatalog(ImmutableArray<SourceDefinition> sources, ImmutableArray<Space> spaces)
    {
        (Sources, Spaces) = (sources.ToFrozenDictionary(source => source.Id, StringComparer.Ordinal), spaces);
        _spaces = spaces.ToFrozenDictionary(space => space.Id);
    }

    /// <summary>The sources by id.</summary>
    public FrozenDictionary<string, SourceDefinition> Sources { get; }

    /// <summary>The spaces, in the catalog's order.</summary>
    public ImmutableArray<Space> Spaces { get; }

    /// <summary>Who operates the installation: they see how the cluster is, and no task's content. Being one gives nothing in a space.</summary>
    public FrozenSet<UserId> Operators { get; init; } = [];

    /// <summary>The space of that id, or null.</summary>
    public Space? Space(SpaceId id) => _spaces.GetValueOrDefault(id);
}

using System.Collections.Immutable;
using Orleans;
using SegmentExport.Domain.Tasks;

namespace SegmentExport.Domain.Users;

/// <summary>A page of a segment's users, in the caller's own words: nothing in it has been checked against the catalog.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.UserListRequest")]
public sealed record UserListRequest
{
    /// <summary>The segment's id.</summary>
    [Id(0)]
    public required string SegmentId { get; init; }

    /// <summary>The ids of the fields to show, in order; null: all of the space's.</summary>
    [Id(1)]
    public ImmutableArray<string>? Columns { get; init; }

    /// <summary>Conditions on top of the segment.</summary>
    [Id(2)]
    public ImmutableArray<FilterChoice> Filters { get; init; } = [];

    /// <summary>At most so many users; null: <see cref="UserListRules.DefaultLimit"/>.</summary>
    [Id(3)]
    public int? Limit { get; init; }

    /// <summary>Where the last page ended, as it said; null: the first page.</summary>
    [Id(4)]
    public string? Cursor { get; init; }
}

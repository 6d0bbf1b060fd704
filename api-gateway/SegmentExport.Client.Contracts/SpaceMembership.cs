namespace SegmentExport.Client.Contracts;

/// <summary>A space (空间) that the caller belongs to.</summary>
public sealed record SpaceMembership
{
    /// <summary>The space's id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether nobody decides on their own task there.</summary>
    public required bool FourEyes { get; init; }

    /// <summary>What the caller may do there: <c>view_all_downloads</c>, <c>approve_downloads</c>.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }
}

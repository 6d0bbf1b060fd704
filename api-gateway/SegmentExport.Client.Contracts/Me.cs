namespace SegmentExport.Client.Contracts;

/// <summary>Who the caller is.</summary>
public sealed record Me
{
    /// <summary>The signed-in user.</summary>
    public required string User { get; init; }

    /// <summary>The spaces they belong to.</summary>
    public required IReadOnlyList<SpaceMembership> Spaces { get; init; }

    /// <summary>Whether they operate the installation, and may see how the cluster is.</summary>
    public required bool IsOperator { get; init; }
}

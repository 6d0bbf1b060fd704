namespace SegmentExport.Client.Contracts;

/// <summary>The first items of a list, and how many more there are.</summary>
/// <typeparam name="T">An item.</typeparam>
public sealed record BoundedList<T>
{
    /// <summary>The items, at most 200.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>How many were left off.</summary>
    public required int LeftOff { get; init; }
}

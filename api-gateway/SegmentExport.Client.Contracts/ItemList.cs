namespace SegmentExport.Client.Contracts;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What it lists.</typeparam>
public sealed record ItemList<T>
{
    /// <summary>The items, in the list's order.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>To be sent as <c>cursor</c> for the next page; null after the last.</summary>
    public string? NextCursor { get; init; }
}

namespace SegmentExport.WebConsole.Webhooks;

/// <summary>Where in which list a page of deliveries is.</summary>
/// <param name="Space">The space.</param>
/// <param name="Query">Which deliveries the list has.</param>
/// <param name="Cursor">Where the page begins; null: at the newest.</param>
/// <param name="Before">Where the pages before it begin, from the first.</param>
internal sealed record DeliveryPlace(string Space, DeliveryQuery Query, string? Cursor, IReadOnlyList<string?> Before)
{
    /// <summary>The page's number, from 1.</summary>
    public int Number => Before.Count + 1;

    /// <summary>The page before; only where there is one.</summary>
    public DeliveryPlace Previous => this with { Cursor = Before[^1], Before = [.. Before.SkipLast(1)] };

    /// <summary>A list's first page.</summary>
    public static DeliveryPlace FirstOf(string space, DeliveryQuery query) => new(space, query, null, []);

    /// <summary>The page after, which begins at a cursor.</summary>
    public DeliveryPlace Next(string cursor) => this with { Cursor = cursor, Before = [.. Before, Cursor] };

    /// <summary>Whether both are pages of one list.</summary>
    public bool IsOfSameListAs(DeliveryPlace other) => Space == other.Space && Query == other.Query;
}

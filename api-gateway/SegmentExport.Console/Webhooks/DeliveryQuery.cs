namespace SegmentExport.WebConsole.Webhooks;

/// <summary>Which deliveries a list shows.</summary>
/// <param name="Status"><c>pending</c>, <c>delivered</c> or <c>dead</c>; null: every one.</param>
/// <param name="Endpoint">An endpoint's id; null: each.</param>
public sealed record DeliveryQuery(string? Status, string? Endpoint)
{
    private const int PageSize = 20;

    /// <summary>The statuses of deliveries.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["pending", "delivered", "dead"];

    /// <summary>Whether anything is left out.</summary>
    public bool IsFiltered => Status is not null || Endpoint is not null;

    /// <summary>As the query of an address.</summary>
    /// <param name="cursor">Where the page begins; null: at the newest.</param>
    public string ToApi(string? cursor)
    {
        var query = $"?limit={PageSize}";
        query += Status is null ? "" : $"&status={Uri.EscapeDataString(Status)}";
        query += Endpoint is null ? "" : $"&endpoint={Uri.EscapeDataString(Endpoint)}";
        return query + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
    }
}

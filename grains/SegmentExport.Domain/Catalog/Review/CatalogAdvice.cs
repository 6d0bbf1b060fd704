namespace SegmentExport.Domain.Catalog.Review;

/// <summary>Something in a catalog that works, and is hardly meant.</summary>
/// <param name="Path">Where, as in <see cref="CatalogError"/>.</param>
/// <param name="Message">What was found, what to do.</param>
public sealed record CatalogAdvice(string Path, string Message)
{
    /// <summary>For people: <c>path: message</c>.</summary>
    public override string ToString() => $"{Path}: {Message}";
}

namespace SegmentExport.Domain.Catalog;

/// <summary>One thing wrong with a catalog.</summary>
/// <param name="Path">Where, such as <c>spaces[0].fields[3].masking.allowed[1]</c>; <c>$</c> is the whole file.</param>
/// <param name="Message">What was found, what is allowed.</param>
public sealed record CatalogError(string Path, string Message)
{
    /// <summary>For people: <c>path: message</c>.</summary>
    public override string ToString() => $"{Path}: {Message}";
}

using System.Collections.Immutable;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Catalog.Review;

namespace SegmentExport.Hosting.Catalogs.Tools;

/// <summary>What a catalog's check has found.</summary>
/// <param name="File">The catalog's file.</param>
/// <param name="Faults">What refuses a silo's start, or makes exports fail.</param>
/// <param name="Advice">What works, and is hardly meant.</param>
public sealed record CatalogReport(string File, ImmutableArray<CatalogError> Faults, ImmutableArray<CatalogAdvice> Advice)
{
    /// <summary>For operators, a line each.</summary>
    public override string ToString() => string.Join('\n', (string[])[
        Faults.IsEmpty ? $"The catalog '{File}' is right." : $"The catalog '{File}' has {Faults.Length} fault(s).",
        .. Faults.Select(fault => $"  fault   {fault}"),
        .. Advice.Select(advice => $"  advice  {advice}")]);
}

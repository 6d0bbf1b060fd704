using System.Collections.Immutable;

namespace SegmentExport.Hosting.Audit;

/// <summary>What the verifier found.</summary>
/// <param name="Windows">Windows that were looked through.</param>
/// <param name="Rows">Rows in them.</param>
/// <param name="Unsealed">Rows behind the last one, which nothing protects yet.</param>
/// <param name="Head">The last window's hash; empty where there is none.</param>
/// <param name="Findings">What is not as it was sealed; empty: all is.</param>
public sealed record AuditReport(long Windows, long Rows, long Unsealed, string Head, ImmutableArray<string> Findings);

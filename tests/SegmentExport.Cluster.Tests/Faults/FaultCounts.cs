namespace SegmentExport.Cluster.Tests.Faults;

/// <summary>How much of each fault a run makes: a little, so that CI stays quick, or all that is promised where <c>SEGMENT_EXPORT_FAULTS=full</c>.</summary>
internal static class FaultCounts
{
    public static bool IsFull { get; } = string.Equals(Environment.GetEnvironmentVariable("SEGMENT_EXPORT_FAULTS"), "full", StringComparison.OrdinalIgnoreCase);

    public static int Of(int reduced, int full) => IsFull ? full : reduced;
}

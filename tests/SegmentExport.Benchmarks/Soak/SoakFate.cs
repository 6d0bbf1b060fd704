namespace SegmentExport.Benchmarks.Soak;

/// <summary>What the cluster has acknowledged of a task.</summary>
internal enum SoakFate
{
    Created,
    Withdrawn,
    Rejected,
    Approved,
}

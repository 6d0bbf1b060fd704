namespace SegmentExport.Sources.Files;

/// <summary>What a look through the states that were taken over has found.</summary>
/// <param name="Removed">How many went.</param>
/// <param name="Kept">How many are kept.</param>
/// <param name="KeptBytes">How many bytes these have.</param>
public sealed record SnapshotSweep(int Removed, int Kept, long KeptBytes);

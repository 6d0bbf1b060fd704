namespace SegmentExport.Benchmarks.Peers;

/// <summary>What a peer wrote.</summary>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Bytes">The file's length.</param>
internal readonly record struct PeerFile(TimeSpan Elapsed, long Bytes);

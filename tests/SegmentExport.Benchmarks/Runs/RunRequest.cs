namespace SegmentExport.Benchmarks.Runs;

/// <summary>One run.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Case">The name of the packaging case.</param>
/// <param name="Database">The sample.</param>
/// <param name="Folder">Where the run writes, or finds its input.</param>
/// <param name="Threads">Shards at a time, or the peer's threads.</param>
/// <param name="HandOut">Whether our file is also written as it is downloaded, to be compared.</param>
/// <param name="IsSealed">Whether parts are encrypted, as a silo has them.</param>
/// <param name="Measured">What of handing out is measured, instead of packing.</param>
internal sealed record RunRequest(RunKind Kind, string Case, string Database, string Folder, int Threads, bool HandOut = false, bool IsSealed = true, HandOutKind Measured = HandOutKind.None);

namespace SegmentExport.Benchmarks.Runs;

/// <summary>What a child process does.</summary>
internal enum RunKind
{
    /// <summary>Packs the sample as a silo does.</summary>
    Ours,

    /// <summary>Has the case's peer write it.</summary>
    Peer,

    /// <summary>Counts the segment and cuts it into shards, and nothing else.</summary>
    Plan,

    /// <summary>Reads the batches, and nothing else.</summary>
    Read,

    /// <summary>Compresses text that is there already, and nothing else.</summary>
    Compress,
}

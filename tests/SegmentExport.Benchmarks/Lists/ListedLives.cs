namespace SegmentExport.Benchmarks.Lists;

/// <summary>What has become of listed tasks.</summary>
internal enum ListedLives
{
    /// <summary>Of a year: one in ten was withdrawn, one in ten waits for its decision, the others were approved and, but for the last day's, have expired.</summary>
    Mixed,

    /// <summary>All have ended, and no file of them is left; none so long ago that it were to be archived.</summary>
    Ended,

    /// <summary>All are packed and wait for a decision.</summary>
    Waiting,
}

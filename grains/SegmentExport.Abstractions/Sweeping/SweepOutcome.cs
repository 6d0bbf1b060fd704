namespace SegmentExport.Abstractions.Sweeping;

/// <summary>What became of parts that seemed to be nobody's.</summary>
[GenerateSerializer]
public enum SweepOutcome
{
    /// <summary>They were nobody's, and are gone.</summary>
    Deleted,

    /// <summary>The task owns them after all: it was created meanwhile.</summary>
    Kept,

    /// <summary>They are nobody's, and the store did not delete them.</summary>
    Failed,
}

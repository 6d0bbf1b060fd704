namespace SegmentExport.WebConsole.Details;

/// <summary>What a lane shows.</summary>
internal enum LaneKind
{
    /// <summary>Waiting for the first slot.</summary>
    Queued,

    /// <summary>A silo's shards.</summary>
    Silo,

    /// <summary>Waiting for a decision.</summary>
    Approval,

    /// <summary>Counting and packing.</summary>
    Packaging,

    /// <summary>The file can be downloaded.</summary>
    Ready,

    /// <summary>The downloads of the file.</summary>
    Downloads,
}

namespace SegmentExport.Abstractions.Packaging;

/// <summary>How the work on a slot ended, as far as the scheduler needs to know.</summary>
[GenerateSerializer, Alias("SegmentExport.ShardOutcome")]
public enum ShardOutcome
{
    /// <summary>It was not used, or ended in a way that says nothing about the source.</summary>
    None = 0,

    /// <summary>Its shard was packed.</summary>
    Packed = 1,

    /// <summary>The source could not be read.</summary>
    SourceFault = 2,
}

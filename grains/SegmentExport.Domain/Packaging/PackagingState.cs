using Orleans;

namespace SegmentExport.Domain.Packaging;

/// <summary>How far packaging is. The API names them in snake_case.</summary>
[GenerateSerializer]
public enum PackagingState
{
    /// <summary>The shards are not planned yet.</summary>
    Waiting,

    /// <summary>Shards are planned; some are not packed.</summary>
    Running,

    /// <summary>Every shard is packed.</summary>
    Packed,

    /// <summary>Packaging failed for good.</summary>
    Failed,

    /// <summary>Nobody needs the file any more.</summary>
    Cancelled,
}

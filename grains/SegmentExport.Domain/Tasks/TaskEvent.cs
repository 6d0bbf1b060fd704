using Orleans;

namespace SegmentExport.Domain.Tasks;

/// <summary>What can happen to a task.</summary>
[GenerateSerializer]
public enum TaskEvent
{
    /// <summary>It was submitted.</summary>
    Submitted,

    /// <summary>Its rows were counted and its shards planned.</summary>
    Planned,

    /// <summary>Its last shard was packed.</summary>
    Packed,

    /// <summary>Packaging failed for good.</summary>
    PackagingFailed,

    /// <summary>It was approved.</summary>
    Approved,

    /// <summary>It was refused.</summary>
    Rejected,

    /// <summary>It was taken back.</summary>
    Withdrawn,

    /// <summary>Its 24 hours ended.</summary>
    Expired,

    /// <summary>Its parts were deleted.</summary>
    PartsDeleted,
}

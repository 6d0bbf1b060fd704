using Orleans;

namespace SegmentExport.Domain.Tasks;

/// <summary>Why a task is closed.</summary>
[GenerateSerializer]
public enum CloseReason
{
    /// <summary>Its submitter took it back.</summary>
    Withdrawn,

    /// <summary>An approver refused it.</summary>
    Rejected,

    /// <summary>Packaging failed for good.</summary>
    PackagingFailed,
}

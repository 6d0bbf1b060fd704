using Orleans;

namespace SegmentExport.Domain.Tasks;

/// <summary>What was decided on a task. Once it is not pending any more it never changes.</summary>
[GenerateSerializer]
public enum DecisionKind
{
    /// <summary>Nothing yet.</summary>
    Pending,

    /// <summary>An approver approved it.</summary>
    Approved,

    /// <summary>An approver refused it.</summary>
    Rejected,

    /// <summary>Its submitter took it back.</summary>
    Withdrawn,
}

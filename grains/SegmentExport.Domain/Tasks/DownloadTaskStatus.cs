using Orleans;

namespace SegmentExport.Domain.Tasks;

/// <summary>What people see of a task; derived from its facts and the time, never stored.</summary>
[GenerateSerializer]
public enum DownloadTaskStatus
{
    /// <summary>审批中: no decision yet, whether packed or not.</summary>
    InApproval,

    /// <summary>文件准备中: approved, not packed yet.</summary>
    Preparing,

    /// <summary>已完成: approved and packed.</summary>
    Completed,

    /// <summary>已关闭: withdrawn, rejected, or packaging failed.</summary>
    Closed,

    /// <summary>已失效: approved, and the 24 hours are over, packed or not.</summary>
    Expired,
}

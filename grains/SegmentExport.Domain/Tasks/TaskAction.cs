using Orleans;

namespace SegmentExport.Domain.Tasks;

/// <summary>What a caller can do to a task now; the row's buttons.</summary>
[GenerateSerializer]
public enum TaskAction
{
    /// <summary>详情: see it.</summary>
    View,

    /// <summary>撤回: take it back.</summary>
    Withdraw,

    /// <summary>通过: approve it.</summary>
    Approve,

    /// <summary>驳回: refuse it.</summary>
    Reject,

    /// <summary>下载: download its file.</summary>
    Download,
}

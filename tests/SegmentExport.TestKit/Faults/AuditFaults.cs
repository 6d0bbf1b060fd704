using SegmentExport.Grains.Audit;

namespace SegmentExport.TestKit.Faults;

/// <summary>What an audit is made to do: the hook runs before the real thing, and may throw or take its time.</summary>
public sealed class AuditFaults
{
    /// <summary>Before a row is appended.</summary>
    public Func<AuditEntry, Task>? Appending { get; set; }
}

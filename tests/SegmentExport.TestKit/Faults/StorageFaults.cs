using SegmentExport.Domain.Identity;

namespace SegmentExport.TestKit.Faults;

/// <summary>What the storage of tasks is made to do: hooks run around the real thing, and may throw or take their time.</summary>
public sealed class StorageFaults
{
    /// <summary>Before a task's record is read.</summary>
    public Func<TaskKey, Task>? Reading { get; set; }

    /// <summary>Before a task's record is written: what throws here was not written.</summary>
    public Func<TaskKey, Task>? Writing { get; set; }

    /// <summary>After a task's record was written: what throws here was written, and its writer does not learn it.</summary>
    public Func<TaskKey, Task>? Written { get; set; }
}

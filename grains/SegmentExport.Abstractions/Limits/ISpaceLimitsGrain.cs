using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Limits;

/// <summary>Admits the tasks of one space, one after the other, so that limits hold exactly whichever silos and gateways are asked. Key: the space's id. What it promises is soft
/// state: what counts is in the tasks' records, so a task asks again once it is stored.</summary>
[Alias("SegmentExport.ISpaceLimitsGrain")]
public interface ISpaceLimitsGrain : IGrainWithStringKey
{
    /// <summary>Admits a task that is about to be created, and again once it is stored. What was admitted is admitted still, unless who admitted it is gone and has left no room.</summary>
    /// <param name="task">The task.</param>
    /// <param name="submittedAt">When it is submitted.</param>
    /// <returns>Null, or which limit is reached and when it frees.</returns>
    [Alias("Admit")]
    Task<Rejection?> AdmitAsync(TaskId task, DateTimeOffset submittedAt);

    /// <summary>Counts a task's rows, and again once they are stored, before any is packed. What was counted is counted still, unless who counted it is gone and has left no room.</summary>
    /// <returns>Null, or that the day has no room for them.</returns>
    [Alias("CountRows")]
    Task<Rejection?> CountRowsAsync(TaskId task, DateTimeOffset submittedAt, long rows);
}

using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Limits;

/// <summary>Admits the tasks of one space, one after the other, so that limits hold exactly whichever silos and gateways are asked. Key: the space's id. Soft state: what counts is in the tasks' records.</summary>
[Alias("SegmentExport.ISpaceLimitsGrain")]
public interface ISpaceLimitsGrain : IGrainWithStringKey
{
    /// <summary>Admits a task that is about to be created. The same task again is admitted still.</summary>
    /// <param name="task">The task.</param>
    /// <param name="submittedAt">When it is submitted.</param>
    /// <returns>Null, or which limit is reached and when it frees.</returns>
    [Alias("Admit")]
    Task<Rejection?> AdmitAsync(TaskId task, DateTimeOffset submittedAt);

    /// <summary>Counts a task's rows, before any is packed. The same again changes nothing.</summary>
    /// <returns>Null, or that the day has no room for them.</returns>
    [Alias("CountRows")]
    Task<Rejection?> CountRowsAsync(TaskId task, DateTimeOffset submittedAt, long rows);
}

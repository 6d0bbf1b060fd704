using SegmentExport.Abstractions.Users;

namespace SegmentExport.Abstractions.Tasks;

/// <summary>Shows the first rows of a task's file. Stateless worker; key: the <see cref="Domain.Identity.TaskKey"/> as text. The task's own grain allows and audits every call.</summary>
[Alias("SegmentExport.ITaskSampleGrain")]
public interface ITaskSampleGrain : IGrainWithStringKey
{
    /// <summary>The first ten rows, masked as the file's are, until the task ends.</summary>
    [Alias("Get")]
    Task<Answer<RowSet>> GetAsync(Caller caller, CancellationToken cancellationToken);
}

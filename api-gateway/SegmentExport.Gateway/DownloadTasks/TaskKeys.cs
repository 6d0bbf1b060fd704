using Microsoft.AspNetCore.Http.HttpResults;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.DownloadTasks;

/// <summary>Reads the task of a path.</summary>
internal static class TaskKeys
{
    /// <summary>Reads the key of a task's grain.</summary>
    /// <returns>Null, or the same answer as for a space or task that does not exist.</returns>
    public static ProblemHttpResult? Read(string space, string task, out string key)
    {
        key = "";
        if (!SpaceId.TryParse(space, out var spaceId))
        {
            return Problem.From(NotFoundRejections.Space);
        }

        if (!TaskId.TryParse(task, out var taskId))
        {
            return Problem.From(NotFoundRejections.Task);
        }

        key = new TaskKey(spaceId, taskId).ToString();
        return null;
    }
}

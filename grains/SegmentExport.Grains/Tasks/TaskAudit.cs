using Microsoft.Extensions.DependencyInjection;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Audit;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Grains.Tasks;

/// <summary>Writes what happens to tasks into the audit, before the answer goes out. Where it cannot be written, the answer becomes that.</summary>
internal sealed class TaskAudit(AuditTrail trail, [FromKeyedServices(SegmentExportClock.Key)] TimeProvider clock)
{
    /// <summary>Records a refusal.</summary>
    /// <returns>The refusal, or that the audit is unavailable.</returns>
    public async Task<Rejection> RefuseAsync(string action, TaskKey task, Caller caller, Rejection rejection, OpenFileRequest? file = null)
    {
        var entry = Create(action, task, rejection.Code, file) with { Actor = caller.User };
        return await trail.TryAppendAsync(entry) ? rejection : AuditTrail.Unavailable;
    }

    /// <summary>Records that something is done or handed out, before it is.</summary>
    /// <returns>Null, or that the audit is unavailable.</returns>
    public async Task<Rejection?> TryAcceptAsync(string action, TaskKey task, Caller caller, DownloadTaskState state, OpenFileRequest? file = null)
    {
        var entry = Create(action, task, "ok", file) with
        {
            Actor = caller.User,
            Rows = state.Packaging.Totals.RowsTotal,
            Fields = [.. state.Submission.Query.Columns.Select(column => column.Field)],
            Digest = file is null ? null : TaskArtifacts.DigestOf(state, file.Container),
        };
        return await trail.TryAppendAsync(entry) ? null : AuditTrail.Unavailable;
    }

    /// <summary>Records what the system does of itself. It is done even where that cannot be recorded: it only takes away.</summary>
    public async Task NoteAsync(string action, TaskKey task, DownloadTaskState state) =>
        await trail.TryAppendAsync(Create(action, task, "ok", null) with { Rows = state.Packaging.Totals.RowsTotal });

    private AuditEntry Create(string action, TaskKey task, string outcome, OpenFileRequest? file) => new()
    {
        At = clock.GetUtcNow(),
        Space = task.Space,
        Task = task.Task,
        Action = action,
        Outcome = outcome,
        Container = file?.Container,
        Range = file?.Range,
        TraceId = CallTrace.TraceId,
    };
}

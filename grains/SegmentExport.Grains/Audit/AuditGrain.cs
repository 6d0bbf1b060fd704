using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Audit;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Access;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Grains.Audit;

/// <summary>Reads the audit for approvers: each look is a row itself, before anything is handed out. The downloads of a task belong to the task, and are told like it, without one.</summary>
[StatelessWorker]
internal sealed class AuditGrain(
    SpaceAccess access, IAuditReader reader, AuditTrail trail, [FromKeyedServices(SegmentExportClock.Key)] TimeProvider clock) : Grain, IAuditGrain
{
    public async Task<Answer<AuditPage>> ListAsync(Caller caller, SpaceId space, AuditQuery query)
    {
        var (page, rejection) = await ReadAsync(caller, space, query);
        var entry = new AuditEntry
        {
            At = clock.GetUtcNow(),
            Space = space,
            Task = query.Task,
            Actor = caller.User,
            Action = "audit",
            Outcome = rejection?.Code ?? "ok",
            Rows = page?.Items.Length,
            TraceId = CallTrace.TraceId,
        };
        return !await trail.TryAppendAsync(entry) ? AuditTrail.Unavailable : rejection is not null ? rejection : page!;
    }

    public async Task<Answer<DownloadPage>> ListDownloadsAsync(Caller caller, TaskKey task, string? cursor, int limit)
    {
        // The task says who may see it, and has refused the others in the audit.
        var seen = await GrainFactory.GetGrain<IDownloadTaskGrain>(task.ToString()).GetAsync(caller);
        if (!seen.IsAccepted)
        {
            return seen.Rejection;
        }

        try
        {
            var query = new AuditQuery { Task = task.Task, Actions = TaskDownloads.Actions, DoneOnly = true, Cursor = cursor, Limit = Math.Clamp(limit, 1, AuditQuery.MaxLimit) };
            var page = await reader.ReadAsync(task.Space, query, CancellationToken.None);
            return new DownloadPage { Items = TaskDownloads.Of(seen.Value, page.Items), NextCursor = page.NextCursor };
        }
        catch (FormatException)
        {
            return CursorRejections.Foreign("the list of downloads gave");
        }
    }

    private async Task<(AuditPage? Page, Rejection? Rejection)> ReadAsync(Caller caller, SpaceId space, AuditQuery query)
    {
        if (!access.TryEnter(space, caller, out _, out var actor))
        {
            return (null, NotFoundRejections.Space);
        }

        if (DownloadTask.CheckAudit(actor) is { } refused)
        {
            return (null, refused);
        }

        try
        {
            return (await reader.ReadAsync(space, query with { Limit = Math.Clamp(query.Limit, 1, AuditQuery.MaxLimit) }, CancellationToken.None), null);
        }
        catch (FormatException)
        {
            return (null, CursorRejections.Foreign("the audit gave"));
        }
    }
}

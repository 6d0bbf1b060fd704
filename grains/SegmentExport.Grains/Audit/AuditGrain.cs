using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Audit;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Access;

namespace SegmentExport.Grains.Audit;

/// <summary>Reads the audit for approvers. Each look is a row itself, before anything is handed out.</summary>
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
            TraceId = Activity.Current?.TraceId.ToHexString(),
        };
        return !await trail.TryAppendAsync(entry) ? AuditTrail.Unavailable : rejection is not null ? rejection : page!;
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

using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Webhooks;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Access;
using SegmentExport.Grains.Audit;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Grains.Webhooks;

/// <summary>Reads and repeats deliveries for approvers and operators: each refusal and each change is a row of the audit, before the answer goes out.</summary>
[StatelessWorker]
internal sealed class WebhookGrain(
    SpaceAccess access, ICurrentCatalog catalog, IWebhookDeliveries deliveries, AuditTrail trail, [FromKeyedServices(SegmentExportClock.Key)] TimeProvider clock) : Grain, IWebhookGrain
{
    private const string Look = "webhooks";

    public async Task<Answer<WebhookEndpointList>> ListEndpointsAsync(Caller caller, SpaceId space) =>
        await LookAsync(caller, space) is { } refused ? refused : await deliveries.ListEndpointsAsync(space, CancellationToken.None);

    public async Task<Answer<WebhookDeliveryPage>> ListDeliveriesAsync(Caller caller, SpaceId space, WebhookDeliveryQuery query)
    {
        if (await LookAsync(caller, space) is { } refused)
        {
            return refused;
        }

        try
        {
            return await deliveries.ReadAsync(space, query with { Limit = Math.Clamp(query.Limit, 1, WebhookDeliveryQuery.MaxLimit) }, CancellationToken.None);
        }
        catch (FormatException)
        {
            return CursorRejections.Foreign("the list of deliveries gave");
        }
    }

    public async Task<Answer<WebhookDeliveryView>> RedeliverAsync(Caller caller, SpaceId space, long delivery)
    {
        var rejection = Check(caller, space);
        var found = rejection is null ? await deliveries.FindAsync(space, delivery, CancellationToken.None) : null;
        rejection ??= CheckRedelivery(found);
        // A refusal has what was asked for too, but for a number that no delivery can have.
        var entry = Entry(AuditEntry.Redeliver, caller, space) with { Task = found?.Delivery.Task, Webhook = found?.Delivery.Endpoint, Delivery = delivery > 0 ? delivery : null };
        return await RecordAsync(entry, rejection) is { } refused ? refused
            : await deliveries.RedeliverAsync(space, delivery, CancellationToken.None) is { } changed ? changed : WebhookRejections.NotDead;
    }

    public async Task<Answer<WebhookDeliveryView>> SendTestAsync(Caller caller, SpaceId space, string endpoint)
    {
        var rejection = Check(caller, space);
        var isNamed = rejection is null && (await deliveries.ListEndpointsAsync(space, CancellationToken.None)).Items.Any(named => named.Id == endpoint);
        rejection ??= isNamed ? null : WebhookRejections.Endpoint;
        var entry = Entry(AuditEntry.WebhookTest, caller, space) with { Webhook = isNamed ? endpoint : null };
        return await RecordAsync(entry, rejection) is { } refused ? refused
            : await deliveries.AddTestAsync(space, endpoint, clock.GetUtcNow(), CancellationToken.None) is { } added ? added : WebhookRejections.Endpoint;
    }

    private static Rejection? CheckRedelivery((WebhookDeliveryView Delivery, bool IsNamed)? found) => found switch
    {
        null => WebhookRejections.Delivery,
        { Delivery.Status: not WebhookDeliveryStatus.Dead } => WebhookRejections.NotDead,
        { IsNamed: false } => WebhookRejections.Removed,
        _ => null,
    };

    private Rejection? Check(Caller caller, SpaceId space) =>
        access.Knows(space) && catalog.Value.CheckOperator(caller.User) is null ? null
        : access.TryEnter(space, caller, out _, out var actor) ? DownloadTask.CheckWebhooks(actor)
        : NotFoundRejections.Space;

    /// <summary>That somebody looks, who may, is counted alone, as it is of the list of tasks.</summary>
    private async Task<Rejection?> LookAsync(Caller caller, SpaceId space)
    {
        if (Check(caller, space) is { } refused)
        {
            return await RecordAsync(Entry(Look, caller, space), refused);
        }

        SegmentExportMetrics.CommandDone(Look, "ok");
        return null;
    }

    private AuditEntry Entry(string action, Caller caller, SpaceId space) => new()
    {
        At = clock.GetUtcNow(),
        Space = space,
        Actor = caller.User,
        Action = action,
        Outcome = "ok",
        TraceId = CallTrace.TraceId,
    };

    /// <returns>The refusal, or that the audit is unavailable; null: it may go on.</returns>
    private async Task<Rejection?> RecordAsync(AuditEntry entry, Rejection? rejection) =>
        await trail.TryAppendAsync(rejection is null ? entry : entry with { Outcome = rejection.Code }) ? rejection : AuditTrail.Unavailable;
}

using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using SegmentExport.Abstractions.Webhooks;
using SegmentExport.Client.Contracts;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Names;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.Webhooks;

/// <summary>What webhooks' endpoints were told of a space, and were not: for who approves downloads there, and for operators.</summary>
internal static class WebhookEndpoints
{
    private const string Who = "for who has approve_downloads and view_all_downloads, and for operators";

    public static void MapWebhooks(this RouteGroupBuilder api)
    {
        var webhooks = api.MapGroup("/spaces/{space}/webhooks").WithTags("Webhooks");
        webhooks.MapGet("", ListAsync).WithName("listWebhooks")
            .WithSummary($"The endpoints that are told of the space, with what they are still to be told; {Who}")
            .WithDescription("Their URLs and secrets are in the silos' settings alone.")
            .WithWebhookErrors();
        webhooks.MapGet("deliveries", ListDeliveriesAsync).WithName("listDeliveries")
            .WithSummary($"What endpoints were told, and were not, newest first; {Who}")
            .WithDescription("Send `nextCursor` as `cursor` for the next page. What has ended is kept for as long as the operators' settings say, by default 30 days.")
            .WithWebhookErrors()
            .WithErrors(StatusCodes.Status400BadRequest, GatewayCodes.InvalidParameter, ErrorCodes.InvalidCursor);
        webhooks.MapPost("deliveries/{delivery}/redeliver", RedeliverAsync).WithName("redeliver")
            .WithSummary($"Has what was given up tried anew, with all its tries; {Who}")
            .WithDescription("It keeps its `messageId`, by which the receiver knows what it has taken already.")
            .WithWebhookErrors()
            .WithErrors(StatusCodes.Status404NotFound, ErrorCodes.DeliveryNotFound)
            .WithErrors(StatusCodes.Status409Conflict, ErrorCodes.DeliveryNotDead, ErrorCodes.WebhookRemoved);
        webhooks.MapPost("{webhook}/test", SendTestAsync).WithName("testWebhook")
            .WithSummary($"Has an endpoint told of nothing but that it is told (`webhook.test`); {Who}")
            .WithDescription("It is told whatever events its settings name, and is a delivery like any other: the list of deliveries shows what came of it. While a test of the endpoint is `pending`, the answer is that one, which is tried now, and there is no second.")
            .WithWebhookErrors()
            .WithErrors(StatusCodes.Status404NotFound, ErrorCodes.WebhookNotFound);
    }

    private static RouteHandlerBuilder WithWebhookErrors(this RouteHandlerBuilder endpoint) => endpoint.WithSpaceErrors().WithErrors(StatusCodes.Status403Forbidden, ErrorCodes.NotPermitted);

    private static async Task<Results<Ok<ItemList<WebhookInfo>>, ProblemHttpResult>> ListAsync(string space, ClaimsPrincipal principal, IGrainFactory grains)
    {
        if (!SpaceId.TryParse(space, out var id))
        {
            return Problem.From(NotFoundRejections.Space);
        }

        var answer = await GrainOf(grains).ListEndpointsAsync(principal.ToCaller(), id);
        return answer.IsAccepted
            ? TypedResults.Ok(new ItemList<WebhookInfo> { Items = [.. answer.Value.Items.Select(item => new WebhookInfo { Id = item.Id, SeenAt = item.SeenAt, Pending = item.Pending, Dead = item.Dead })] })
            : Problem.From(answer.Rejection);
    }

    private static async Task<Results<Ok<ItemList<WebhookDelivery>>, ProblemHttpResult>> ListDeliveriesAsync(
        string space, string? status, string? endpoint, string? cursor, string? limit, ClaimsPrincipal principal, IGrainFactory grains)
    {
        if (!SpaceId.TryParse(space, out var id))
        {
            return Problem.From(NotFoundRejections.Space);
        }

        var wanted = default(WebhookDeliveryStatus);
        if (status is not null && !ApiNames.TryParse(status, out wanted))
        {
            return QueryParameters.Invalid("status", $"one of: {string.Join(", ", ApiNames.All<WebhookDeliveryStatus>())}");
        }

        if (endpoint is not null && !WebhookIdText.IsValid(endpoint))
        {
            return QueryParameters.Invalid("endpoint", $"an endpoint's id: {WebhookIdText.Allowed}");
        }

        if (QueryParameters.ReadLimit(limit, WebhookDeliveryQuery.DefaultLimit, WebhookDeliveryQuery.MaxLimit, out var number) is { } wrong)
        {
            return wrong;
        }

        var query = new WebhookDeliveryQuery { Status = status is null ? null : wanted, Endpoint = endpoint, Cursor = cursor, Limit = number };
        var answer = await GrainOf(grains).ListDeliveriesAsync(principal.ToCaller(), id, query);
        return answer.IsAccepted
            ? TypedResults.Ok(new ItemList<WebhookDelivery> { Items = [.. answer.Value.Items.Select(ToContract)], NextCursor = answer.Value.NextCursor })
            : Problem.From(answer.Rejection);
    }

    private static async Task<Results<Ok<WebhookDelivery>, ProblemHttpResult>> RedeliverAsync(string space, string delivery, ClaimsPrincipal principal, IGrainFactory grains)
    {
        if (!SpaceId.TryParse(space, out var id))
        {
            return Problem.From(NotFoundRejections.Space);
        }

        // What is no number is none that there is, and is refused where permissions are known.
        var number = long.TryParse(delivery, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        var answer = await GrainOf(grains).RedeliverAsync(principal.ToCaller(), id, number);
        return answer.IsAccepted ? TypedResults.Ok(ToContract(answer.Value)) : Problem.From(answer.Rejection);
    }

    private static async Task<Results<Accepted<WebhookDelivery>, ProblemHttpResult>> SendTestAsync(string space, string webhook, ClaimsPrincipal principal, IGrainFactory grains)
    {
        if (!SpaceId.TryParse(space, out var id))
        {
            return Problem.From(NotFoundRejections.Space);
        }

        var answer = await GrainOf(grains).SendTestAsync(principal.ToCaller(), id, webhook);
        return answer.IsAccepted ? TypedResults.Accepted((string?)null, ToContract(answer.Value)) : Problem.From(answer.Rejection);
    }

    private static IWebhookGrain GrainOf(IGrainFactory grains) => grains.GetGrain<IWebhookGrain>(0);

    private static WebhookDelivery ToContract(WebhookDeliveryView delivery) => new()
    {
        Id = delivery.Id,
        MessageId = delivery.MessageId,
        Endpoint = delivery.Endpoint,
        Event = delivery.Event,
        TaskId = delivery.Task?.Value,
        OccurredAt = delivery.OccurredAt,
        Status = ApiNames.Of(delivery.Status),
        Attempts = delivery.Attempts,
        DueAt = delivery.DueAt,
        EndedAt = delivery.EndedAt,
        Error = delivery.Error,
    };
}

using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using SegmentExport.Abstractions.Audit;
using SegmentExport.Client.Contracts;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.Audit;

/// <summary>The audit of a space, for who approves downloads: as JSON, or as CSV.</summary>
internal static class AuditEndpoints
{
    private const string Csv = "csv";

    public static void MapAudit(this RouteGroupBuilder api) => api.MapGet("/spaces/{space}/audit", ListAsync)
        .WithName("listAudit")
        .WithTags("Audit")
        .WithSummary("What was done, refused and handed out in the space, newest first; needs approve_downloads and view_all_downloads")
        .WithDescription("Send `nextCursor` as `cursor` for the next page. `format=csv` answers the same page as CSV, whose `Link` header has the next page. Every look is itself in the audit.")
        .Produces<ItemList<AuditItem>>()
        .WithSpaceErrors()
        .WithErrors(StatusCodes.Status400BadRequest, GatewayCodes.InvalidParameter, ErrorCodes.InvalidCursor)
        .WithErrors(StatusCodes.Status403Forbidden, ErrorCodes.NotPermitted);

    private static async Task<IResult> ListAsync(
        string space, string? task, string? format, string? cursor, string? limit, HttpContext context, ClaimsPrincipal principal, IGrainFactory grains)
    {
        if (!SpaceId.TryParse(space, out var spaceId))
        {
            return Problem.From(NotFoundRejections.Space);
        }

        if (ReadQuery(task, format, cursor, limit, out var query) is { } invalid)
        {
            return invalid;
        }

        var answer = await grains.GetGrain<IAuditGrain>(0).ListAsync(principal.ToCaller(), spaceId, query);
        if (!answer.IsAccepted)
        {
            return Problem.From(answer.Rejection);
        }

        var page = new ItemList<AuditItem> { Items = [.. answer.Value.Items.Select(ToItem)], NextCursor = answer.Value.NextCursor };
        return format == Csv ? SendCsv(page, query, context) : TypedResults.Ok(page);
    }

    private static ContentHttpResult SendCsv(ItemList<AuditItem> page, AuditQuery query, HttpContext context)
    {
        if (page.NextCursor is { } next)
        {
            var task = query.Task is { } only ? $"&task={only}" : "";
            context.Response.Headers.Link = $"<{context.Request.Path}?format={Csv}&limit={query.Limit}{task}&cursor={next}>; rel=\"next\"";
        }

        return TypedResults.Text(AuditCsv.Of(page.Items), "text/csv", Encoding.UTF8);
    }

    private static ProblemHttpResult? ReadQuery(string? task, string? format, string? cursor, string? limit, out AuditQuery query)
    {
        query = new() { Cursor = cursor };
        if (format is not (null or "json" or Csv))
        {
            return QueryParameters.Invalid("format", "json or csv");
        }

        if (task is not null)
        {
            if (!TaskId.TryParse(task, out var id))
            {
                return QueryParameters.Invalid("task", "a task's id");
            }

            query = query with { Task = id };
        }

        var wrong = QueryParameters.ReadLimit(limit, query.Limit, AuditQuery.MaxLimit, out var number);
        query = query with { Limit = number };
        return wrong;
    }

    private static AuditItem ToItem(AuditRecord row) => new()
    {
        Id = row.Id,
        At = row.At,
        Actor = row.Actor,
        Action = row.Action,
        Outcome = row.Outcome,
        TaskId = row.Task?.Value,
        Rows = row.Rows,
        Fields = row.Fields,
        Container = row.Container,
        Range = row.Range,
        Sha256 = row.Digest,
        Webhook = row.Webhook,
        DeliveryId = row.Delivery,
        TraceId = row.TraceId,
    };
}

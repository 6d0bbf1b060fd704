using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SegmentExport.Domain.Errors;
using SegmentExport.Gateway.Http;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;
using OperationsOverview = SegmentExport.Client.Contracts.OperationsOverview;

namespace SegmentExport.Gateway.Operations;

/// <summary>How the cluster is, for who operates it.</summary>
internal static class OperationsEndpoints
{
    public static void MapOperations(this RouteGroupBuilder api) => api.MapGet("/ops/overview", GetOverviewAsync)
        .WithName("getOverview")
        .WithTags("Operations")
        .WithSummary("Silos, queues, running shards, the oldest waiting task and failures; for operators of the installation")
        .WithDescription("It is gathered anew at most twice a second. Ask every second with `If-None-Match`: as long as nothing has changed, the answer is 304.")
        .Produces<OperationsOverview>()
        .Produces(StatusCodes.Status304NotModified)
        .WithApiErrors()
        .WithErrors(StatusCodes.Status403Forbidden, ErrorCodes.NotPermitted);

    private static async Task<IResult> GetOverviewAsync(HttpContext context, ClaimsPrincipal principal, OverviewReader reader, IOptions<JsonOptions> json)
    {
        var answer = await reader.ReadAsync(principal.ToCaller(), context.RequestAborted);
        if (!answer.IsAccepted)
        {
            return Problem.From(answer.Rejection);
        }

        // The same on every gateway for the same content, which has no time of its own.
        var body = JsonSerializer.SerializeToUtf8Bytes(OperationsMapping.ToContract(answer.Value), json.Value.SerializerOptions);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"");
        context.Response.GetTypedHeaders().ETag = tag;
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known == EntityTagHeaderValue.Any || known.Compare(tag, useStrongComparison: false))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(body, "application/json; charset=utf-8");
    }
}

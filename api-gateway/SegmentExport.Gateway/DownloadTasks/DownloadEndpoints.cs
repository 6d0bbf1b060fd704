using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using SegmentExport.Abstractions.Audit;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Client.Contracts;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.DownloadTasks;

/// <summary>Who downloaded a task's file.</summary>
internal static class DownloadEndpoints
{
    public static void MapDownloads(this RouteGroupBuilder api) =>
        api.MapGet("/spaces/{space}/download-tasks/{task}/downloads", ListAsync)
            .WithName("listDownloads")
            .WithTags("Download tasks")
            .WithSummary("The downloads of the file: who, when, how much")
            .WithDescription("Newest first, from the audit, for whoever may see the task; also of one that is expired. Send `nextCursor` as `cursor` for the next page.")
            .WithTaskErrors()
            .WithErrors(StatusCodes.Status400BadRequest, GatewayCodes.InvalidParameter, ErrorCodes.InvalidCursor);

    private static async Task<Results<Ok<ItemList<DownloadInfo>>, ProblemHttpResult>> ListAsync(
        string space, string task, string? cursor, string? limit, ClaimsPrincipal principal, IGrainFactory grains)
    {
        var number = DownloadTaskQuery.DefaultLimit;
        if ((TaskKeys.Read(space, task, out var key) ?? QueryParameters.ReadLimit(limit, number, DownloadTaskQuery.MaxLimit, out number)) is { } wrong)
        {
            return wrong;
        }

        var answer = await grains.GetGrain<IAuditGrain>(0).ListDownloadsAsync(principal.ToCaller(), TaskKey.Parse(key), cursor, number);
        return answer.IsAccepted
            ? TypedResults.Ok(new ItemList<DownloadInfo>
            {
                Items = [.. answer.Value.Items.Select(item => new DownloadInfo(item.User, item.At, item.Container, item.Range, item.Bytes, item.ByLink))],
                NextCursor = answer.Value.NextCursor,
            })
            : Problem.From(answer.Rejection);
    }
}

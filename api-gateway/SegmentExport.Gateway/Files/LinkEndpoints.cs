using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using SegmentExport.Abstractions.Links;
using SegmentExport.Artifacts;
using SegmentExport.Client.Contracts;
using SegmentExport.Domain.Errors;
using SegmentExport.Gateway.DownloadTasks;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.Files;

/// <summary>Links to files for browsers, which send no token. Grains sign, verify and allow them; here are no secrets.</summary>
internal static class LinkEndpoints
{
    public static void MapLinks(this RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("/spaces/{space}/download-tasks/{task}").WithTags("Files");
        tasks.MapPost("links", CreateAsync)
            .WithName("createLink")
            .WithSummary("A link to the file, for a browser: good for minutes, for this task and the caller's permissions alone")
            .WithDescription("Whoever has the link has the file until `expiresAt`, as long as the caller may download it: that is checked, and audited, at every use.")
            .WithTaskErrors()
            .WithFileErrors()
            .WithBodyErrors()
            .WithErrors(StatusCodes.Status400BadRequest, ErrorCodes.UnknownContainer, ErrorCodes.InvalidMinutes);
        tasks.MapMethods("linked-file", [HttpMethods.Get, HttpMethods.Head], GetFileAsync)
            .AllowAnonymous()
            .AddEndpointFilter(KeepFromReferrersAsync)
            .WithName("getLinkedFile")
            .WithSummary("The file that a link is to; needs no token, and answers like the file itself")
            .WithDescription("The permission of the user who made the link is looked up at every use. Answers say `Referrer-Policy: no-referrer`.")
            .WithServerErrors()
            .WithErrors(StatusCodes.Status404NotFound, ErrorCodes.InvalidLink, ErrorCodes.SpaceNotFound, ErrorCodes.TaskNotFound)
            .WithErrors(StatusCodes.Status410Gone, ErrorCodes.LinkExpired, ErrorCodes.Expired)
            .WithErrors(StatusCodes.Status503ServiceUnavailable, ErrorCodes.AuditUnavailable)
            .WithFileAnswer();
    }

    private static async Task<Results<Ok<Client.Contracts.FileLink>, ProblemHttpResult>> CreateAsync(
        string space, string task, CreateLink? body, ClaimsPrincipal principal, IGrainFactory grains)
    {
        if (TaskKeys.Read(space, task, out var key) is { } missing)
        {
            return missing;
        }

        var request = new CreateFileLink
        {
            Container = string.IsNullOrEmpty(body?.Container) ? null : body.Container,
            Minutes = body?.Minutes ?? CreateFileLink.DefaultMinutes,
        };
        var answer = await grains.GetGrain<IFileLinkGrain>(key).CreateAsync(principal.ToCaller(), request);

        // The token stands in the query, which spans keep to themselves, and the rest is as the caller has it: no host that a request could have made up.
        return answer.IsAccepted
            ? TypedResults.Ok(new Client.Contracts.FileLink($"/api/v1/spaces/{space}/download-tasks/{task}/linked-file?link={answer.Value.Token}", answer.Value.ExpiresAt))
            : Problem.From(answer.Rejection);
    }

    private static async Task<IResult> GetFileAsync(string space, string task, string? link, HttpContext context, IGrainFactory grains, IArtifactStore store)
    {
        RangeRequest? ranges = null;
        if (TaskKeys.Read(space, task, out var key) is not null)
        {
            return Problem.From(NotFoundRejections.Link);
        }

        if (RangeRequest.Read(context.Request, out ranges) is { } refused)
        {
            return refused;
        }

        var request = new OpenFileLink
        {
            Token = link ?? "",
            Range = ranges?.ToString(),
            HeadersOnly = HttpMethods.IsHead(context.Request.Method),
            OpensSealed = true,
            IfRange = RangeRequest.IfRangeOf(context.Request),
        };
        var answer = await grains.GetGrain<IFileLinkGrain>(key).OpenAsync(request);
        return answer.IsAccepted ? await FileAnswer.SendAsync(answer.Value, ranges, context, store) : Problem.From(answer.Rejection);
    }

    private static ValueTask<object?> KeepFromReferrersAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.OnStarting(static response =>
        {
            ((HttpResponse)response).Headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        }, context.HttpContext.Response);
        return next(context);
    }
}

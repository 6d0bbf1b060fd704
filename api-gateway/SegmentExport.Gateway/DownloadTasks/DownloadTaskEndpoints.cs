using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Client.Contracts;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Gateway.Http;
using SegmentExport.Gateway.Users;

namespace SegmentExport.Gateway.DownloadTasks;

/// <summary>Download tasks: create, list, look at, decide.</summary>
internal static class DownloadTaskEndpoints
{
    public static void MapDownloadTasks(this RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("/spaces/{space}/download-tasks").WithTags("Download tasks");
        tasks.MapPost("", CreateAsync)
            .WithName("createDownloadTask")
            .WithSummary("Creates a download task; packaging starts at once")
            .WithDescription("With an Idempotency-Key the same call may be sent again: the same body answers the same task, another one 422.")
            .WithSpaceErrors()
            .WithBodyErrors()
            .WithErrors(
                StatusCodes.Status400BadRequest,
                GatewayCodes.InvalidHeader, ErrorCodes.UnknownSegment, ErrorCodes.ReasonMissing, ErrorCodes.TextTooLong, ErrorCodes.InvalidText, ErrorCodes.NoFields, ErrorCodes.TooManyFields,
                ErrorCodes.UnknownField, ErrorCodes.DuplicateField, ErrorCodes.UnknownMasking, ErrorCodes.MaskingNotAllowed, ErrorCodes.MaskingRequired, ErrorCodes.TooManyFilters,
                ErrorCodes.InvalidFilter, ErrorCodes.UnknownFormat, ErrorCodes.InvalidFormatOption, ErrorCodes.UnsupportedType, ErrorCodes.UnknownOrigin)
            .WithErrors(StatusCodes.Status422UnprocessableEntity, ErrorCodes.IdempotencyKeyReused)
            .WithErrors(StatusCodes.Status429TooManyRequests, ErrorCodes.QueueFull, ErrorCodes.TooManyTasks, ErrorCodes.RowsPerDayExceeded)
            .WithErrors(StatusCodes.Status503ServiceUnavailable, ErrorCodes.SourceUnavailable, ErrorCodes.LimitsUnavailable);
        tasks.MapGet("", ListAsync)
            .WithName("listDownloadTasks")
            .WithSummary("The tasks that the caller may see, newest first")
            .WithDescription("Their own, and everybody's with `view_all_downloads`. Pages neither skip nor repeat a task while others are made: send `nextCursor` as `cursor`, with the same filters. Tasks that ended long ago are archived: they are in a list of their own, `archived=true`.")
            .WithSpaceErrors()
            .WithErrors(StatusCodes.Status400BadRequest, GatewayCodes.UnknownStatus, GatewayCodes.InvalidParameter, ErrorCodes.InvalidCursor);
        tasks.MapGet("{task}", GetAsync).WithName("getDownloadTask").WithSummary("One task")
            .WithDescription("With its progress, its history and what the caller can do to it now. A task that the caller may not see is answered like one that does not exist.")
            .WithTaskErrors();
        tasks.MapGet("{task}/sample", GetSampleAsync)
            .WithName("getSample")
            .WithSummary("The first ten rows of the file, masked as it is; for all who may see the task, until it is closed or expired")
            .WithDescription("What an approver looks at. Every look is in the audit.")
            .WithTaskErrors()
            .WithErrors(StatusCodes.Status400BadRequest, ErrorCodes.InvalidFilter, ErrorCodes.UnsupportedType)
            .WithErrors(StatusCodes.Status409Conflict, ErrorCodes.WrongState, ErrorCodes.SourceChanged)
            .WithErrors(StatusCodes.Status410Gone, ErrorCodes.Expired)
            .WithErrors(StatusCodes.Status503ServiceUnavailable, ErrorCodes.SourceUnavailable);
        MapDecision(tasks, "withdraw", "Takes a task back; its submitter, before a decision", (grain, caller, request) => grain.WithdrawAsync(caller, request));
        MapDecision(tasks, "approve", "Approves a task; needs approve_downloads and view_all_downloads", (grain, caller, request) => grain.ApproveAsync(caller, request));
        MapDecision(tasks, "reject", "Refuses a task; needs approve_downloads and view_all_downloads", (grain, caller, request) => grain.RejectAsync(caller, request));
    }

    private static async Task<Results<Accepted<DownloadTask>, ProblemHttpResult>> CreateAsync(
        string space, CreateDownloadTask body, HttpContext context, ClaimsPrincipal principal, IGrainFactory grains, TimeProvider time)
    {
        if (!SpaceId.TryParse(space, out var spaceId))
        {
            return Problem.From(NotFoundRejections.Space);
        }

        if (!IdempotencyKey.TryRead(context.Request, out var idempotency))
        {
            return Problem.Of(StatusCodes.Status400BadRequest, GatewayCodes.InvalidHeader, IdempotencyKey.Allowed, "Idempotency-Key");
        }

        var caller = principal.ToCaller();
        var id = idempotency is null ? TaskId.New(time.GetUtcNow()) : TaskId.ForIdempotencyKey(spaceId, caller.User, idempotency);
        var operation = idempotency is null ? OperationId.New() : IdempotencyKey.ToOperation(idempotency);
        if (SubmitRequests.Read(body, operation, out var request) is { } problem)
        {
            return problem;
        }

        var answer = await grains.GetGrain<IDownloadTaskGrain>(new TaskKey(spaceId, id).ToString()).SubmitAsync(caller, request!);
        if (!answer.IsAccepted)
        {
            return Problem.From(answer.Rejection);
        }

        context.Response.Headers.ETag = EntityTags.Of(answer.Value.State.Revision);
        return TypedResults.Accepted($"/api/v1/spaces/{spaceId}/download-tasks/{id}", DownloadTaskMapping.ToTask(answer.Value));
    }

    private static async Task<Results<Ok<ItemList<DownloadTask>>, ProblemHttpResult>> ListAsync(
        string space, string? search, string? status, string? mine, string? submitter, string? archived, string? cursor, string? limit, ClaimsPrincipal principal, IGrainFactory grains)
    {
        if (!SpaceId.TryParse(space, out var spaceId))
        {
            return Problem.From(NotFoundRejections.Space);
        }

        if (ListQueries.Read(search, status, mine, submitter, archived, cursor, limit, out var query) is { } problem)
        {
            return problem;
        }

        var answer = await grains.GetGrain<IDownloadTaskListGrain>(0).ListAsync(principal.ToCaller(), spaceId, query!);
        return answer.IsAccepted
            ? TypedResults.Ok(new ItemList<DownloadTask> { Items = [.. answer.Value.Items.Select(DownloadTaskMapping.ToTask)], NextCursor = answer.Value.NextCursor })
            : Problem.From(answer.Rejection);
    }

    private static async Task<Results<Ok<DownloadTask>, ProblemHttpResult>> GetAsync(
        string space, string task, HttpContext context, ClaimsPrincipal principal, IGrainFactory grains) =>
        TaskKeys.Read(space, task, out var key) is { } missing
            ? missing
            : Answer(context, await grains.GetGrain<IDownloadTaskGrain>(key).GetAsync(principal.ToCaller()));

    private static async Task<Results<Ok<TaskSample>, ProblemHttpResult>> GetSampleAsync(
        string space, string task, ClaimsPrincipal principal, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (TaskKeys.Read(space, task, out var key) is { } missing)
        {
            return missing;
        }

        var answer = await grains.GetGrain<ITaskSampleGrain>(key).GetAsync(principal.ToCaller(), cancellationToken);
        return answer.IsAccepted
            ? TypedResults.Ok(new TaskSample { Columns = [.. answer.Value.Columns.Select(DownloadTaskMapping.ToField)], Rows = RowItems.Of(answer.Value.Json) })
            : Problem.From(answer.Rejection);
    }

    private static void MapDecision(
        RouteGroupBuilder tasks, string action, string summary, Func<IDownloadTaskGrain, Caller, DecisionRequest, Task<Answer<DownloadTaskView>>> decide) =>
        tasks.MapPost($"{{task}}/{action}", async Task<Results<Ok<DownloadTask>, ProblemHttpResult>> (
                string space, string task, DecisionBody? body, HttpContext context, ClaimsPrincipal principal, IGrainFactory grains) =>
            {
                if (TaskKeys.Read(space, task, out var key) is { } missing)
                {
                    return missing;
                }

                if (!EntityTags.TryReadIfMatch(context.Request, out var revision))
                {
                    return Problem.Of(
                        StatusCodes.Status400BadRequest, GatewayCodes.InvalidHeader, "If-Match takes one ETag of this task, such as \"3\", or *.", "If-Match");
                }

                if (!IdempotencyKey.TryRead(context.Request, out var idempotency))
                {
                    return Problem.Of(StatusCodes.Status400BadRequest, GatewayCodes.InvalidHeader, IdempotencyKey.Allowed, "Idempotency-Key");
                }

                var request = new DecisionRequest
                {
                    Operation = idempotency is null ? OperationId.New() : IdempotencyKey.ToOperation(idempotency),
                    Comment = body?.Comment,
                    ExpectedRevision = revision,
                };
                return Answer(context, await decide(grains.GetGrain<IDownloadTaskGrain>(key), principal.ToCaller(), request));
            })
            .WithName($"{action}DownloadTask")
            .WithSummary(summary)
            .WithDescription("A decision is made once; it may be sent again with the same `Idempotency-Key`. With `If-Match` it is made only on the task as the caller saw it.")
            .WithTaskErrors()
            .WithBodyErrors()
            .WithErrors(StatusCodes.Status400BadRequest, GatewayCodes.InvalidHeader, ErrorCodes.TextTooLong, ErrorCodes.InvalidText)
            .WithErrors(StatusCodes.Status403Forbidden, ErrorCodes.NotPermitted, ErrorCodes.OwnTask)
            .WithErrors(StatusCodes.Status409Conflict, ErrorCodes.WrongState)
            .WithErrors(StatusCodes.Status412PreconditionFailed, ErrorCodes.VersionMismatch);

    private static Results<Ok<DownloadTask>, ProblemHttpResult> Answer(HttpContext context, Answer<DownloadTaskView> answer)
    {
        if (!answer.IsAccepted)
        {
            return Problem.From(answer.Rejection);
        }

        context.Response.Headers.ETag = EntityTags.Of(answer.Value.State.Revision);
        return TypedResults.Ok(DownloadTaskMapping.ToTask(answer.Value));
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using SegmentExport.Abstractions.Events;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.Events;

/// <summary>Server-sent events of the tasks that one may see (HTML standard, section 9.2).</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this RouteGroupBuilder api) =>
        api.MapGet("/spaces/{space}/download-tasks/events", GetAsync)
            .WithName("streamEvents")
            .WithTags("Download tasks")
            .WithSummary("Server-sent events of the tasks that the caller may see")
            .WithDescription(
                "First an event `ready` with `{\"resumed\": …}`; where it is false, read the list after it. Then an event `task` with the task whenever one changed or expired, as it is then: several changes may "
                + "come as one, and one may come twice. Every event has an `id`; who connects anew, to any gateway, sends the last one as `Last-Event-ID` and misses nothing. A comment every 15 s shows that the "
                + "connection lives. The server ends it when the token expires, when the caller is no member any more, and when they read too slowly.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
            .WithSpaceErrors()
            .WithErrors(StatusCodes.Status400BadRequest, ErrorCodes.InvalidCursor)
            .WithErrors(StatusCodes.Status429TooManyRequests, GatewayCodes.TooManyStreams);

    private static async Task<IResult> GetAsync(string space, HttpContext context, ClaimsPrincipal principal, IGrainFactory grains, EventStreams streams, TimeProvider time)
    {
        if (!SpaceId.TryParse(space, out var spaceId))
        {
            return Problem.From(NotFoundRejections.Space);
        }

        var caller = principal.ToCaller();
        var lastId = context.Request.Headers["Last-Event-ID"] is { Count: > 0 } header ? header.ToString() : null;
        var grain = grains.GetGrain<ITaskEventsGrain>(spaceId.Value);
        var first = await grain.ReadAsync(caller, lastId, wait: false, context.RequestAborted);
        if (!first.IsAccepted)
        {
            return Problem.From(first.Rejection);
        }

        using var seat = streams.TryEnter(caller.User);
        if (seat is null)
        {
            return Problem.Of(
                StatusCodes.Status429TooManyRequests, GatewayCodes.TooManyStreams, $"You have {EventStreams.MaxPerUser} streams of events open here, as many as are allowed. Close one.");
        }

        // A token that was good when it began is not good for ever.
        var session = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
        using var ended = streams.EndsWith(session, context.RequestAborted);
        await new EventStream(context, grain, caller, time).RunAsync(lastId, first.Value, ended.Token);
        return TypedResults.Empty;
    }
}

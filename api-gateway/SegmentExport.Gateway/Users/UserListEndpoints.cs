using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using SegmentExport.Abstractions.Users;
using SegmentExport.Client.Contracts;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Users;
using SegmentExport.Gateway.DownloadTasks;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.Users;

/// <summary>The portrait's user list.</summary>
internal static class UserListEndpoints
{
    public static void MapUserList(this RouteGroupBuilder api) =>
        api.MapPost("/spaces/{space}/segments/{segment}/users/query", QueryAsync)
            .WithName("queryUsers")
            .WithTags("Users")
            .WithSummary("A page of a segment's users, masked wherever the catalog has a mask")
            .WithDescription(
                "Pages go on behind the last user: send 'nextCursor' as 'cursor', with the same filters. 409 'source_changed' where the source is another one by now: begin again without a cursor. "
                + "The same columns and filters can be exported by a download task.")
            .WithSpaceErrors()
            .WithBodyErrors()
            .WithErrors(
                StatusCodes.Status400BadRequest,
                ErrorCodes.NoFields, ErrorCodes.TooManyFields, ErrorCodes.UnknownField, ErrorCodes.DuplicateField, ErrorCodes.TooManyFilters, ErrorCodes.InvalidFilter, ErrorCodes.InvalidLimit,
                ErrorCodes.InvalidCursor, ErrorCodes.UnsupportedType)
            .WithErrors(StatusCodes.Status404NotFound, ErrorCodes.SegmentNotFound)
            .WithErrors(StatusCodes.Status409Conflict, ErrorCodes.SourceChanged)
            .WithErrors(StatusCodes.Status503ServiceUnavailable, ErrorCodes.SourceUnavailable);

    private static async Task<Results<Ok<UserPage>, ProblemHttpResult>> QueryAsync(
        string space, string segment, UserQuery body, ClaimsPrincipal principal, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!SpaceId.TryParse(space, out var spaceId))
        {
            return Problem.From(NotFoundRejections.Space);
        }

        var request = new UserListRequest
        {
            SegmentId = segment,
            Columns = body.Columns is { } columns ? [.. columns.Select(column => column ?? "")] : null,
            Filters = [.. (body.Filters ?? []).Select(filter => new FilterChoice(filter?.Field ?? "", filter?.Operator ?? "", filter?.Value))],
            Limit = body.Limit,
            Cursor = body.Cursor,
        };
        var answer = await grains.GetGrain<IUserListGrain>(spaceId.Value).QueryAsync(principal.ToCaller(), request, cancellationToken);
        return answer.IsAccepted
            ? TypedResults.Ok(new UserPage
            {
                Columns = [.. answer.Value.Columns.Select(DownloadTaskMapping.ToField)],
                Items = RowItems.Of(answer.Value.Json),
                NextCursor = answer.Value.NextCursor,
                RowsTotal = answer.Value.RowsTotal,
            })
            : Problem.From(answer.Rejection);
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using SegmentExport.Abstractions.Spaces;
using SegmentExport.Client.Contracts;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Masking;
using SegmentExport.Domain.Names;
using SegmentExport.Gateway.Http;
using SegmentExport.Packaging.Masking;

namespace SegmentExport.Gateway.Spaces;

/// <summary>The caller, and the catalog of their spaces.</summary>
internal static class SpaceEndpoints
{
    public static void MapSpaces(this RouteGroupBuilder api)
    {
        api.MapGet("/me", GetMeAsync).WithName("getMe").WithTags("Spaces").WithSummary("Who am I, in which spaces, with which permissions")
            .WithDescription("Permissions are those of the catalog as it is now; every call looks them up anew.")
            .WithApiErrors();
        api.MapGet("/spaces/{space}/fields", GetFieldsAsync)
            .WithName("listFields").WithTags("Spaces").WithSummary("The fields that can be exported")
            .WithDescription("Identities, attributes and tags, in the catalog's order, each with the masks to choose from, their parameters, and what each does to a made-up value.")
            .WithSpaceErrors();
        api.MapGet("/spaces/{space}/segments", GetSegmentsAsync)
            .WithName("listSegments").WithTags("Spaces").WithSummary("The segments, searched by name")
            .WithDescription("In the catalog's order, without row counts, which take a look at the source.")
            .WithSpaceErrors();
        api.MapGet("/spaces/{space}/segments/{segment}", GetSegmentAsync)
            .WithName("getSegment").WithTags("Spaces").WithSummary("One segment with its row count")
            .WithDescription("The count is exact, and made at this call.")
            .WithSpaceErrors()
            .WithErrors(StatusCodes.Status404NotFound, ErrorCodes.SegmentNotFound)
            .WithErrors(StatusCodes.Status503ServiceUnavailable, ErrorCodes.SourceUnavailable);
    }

    private static async Task<Ok<Me>> GetMeAsync(ClaimsPrincipal principal, IGrainFactory grains)
    {
        var caller = principal.ToCaller();
        var memberships = await grains.GetGrain<IMemberGrain>(0).GetMembershipsAsync(caller);
        return TypedResults.Ok(new Me
        {
            User = caller.User.Value,
            Spaces =
            [
                .. memberships.Items.Select(item => new SpaceMembership
                {
                    Id = item.Space.Value,
                    Name = item.Name,
                    FourEyes = item.FourEyes,
                    Permissions = NamesOf(item.Permissions),
                }),
            ],
            IsOperator = memberships.IsOperator,
        });
    }

    private static async Task<Results<Ok<ItemList<FieldInfo>>, ProblemHttpResult>> GetFieldsAsync(string space, ClaimsPrincipal principal, IGrainFactory grains)
    {
        if (!SpaceId.TryParse(space, out _))
        {
            return Problem.From(NotFoundRejections.Space);
        }

        var answer = await grains.GetGrain<ISpaceGrain>(space).GetFieldsAsync(principal.ToCaller());
        return answer.IsAccepted
            ? TypedResults.Ok(new ItemList<FieldInfo> { Items = [.. answer.Value.Items.Select(ToInfo)] })
            : Problem.From(answer.Rejection);
    }

    private static async Task<Results<Ok<ItemList<SegmentInfo>>, ProblemHttpResult>> GetSegmentsAsync(
        string space, string? search, ClaimsPrincipal principal, IGrainFactory grains)
    {
        if (!SpaceId.TryParse(space, out _))
        {
            return Problem.From(NotFoundRejections.Space);
        }

        var answer = await grains.GetGrain<ISpaceGrain>(space).GetSegmentsAsync(principal.ToCaller(), search);
        return answer.IsAccepted
            ? TypedResults.Ok(new ItemList<SegmentInfo> { Items = [.. answer.Value.Items.Select(ToInfo)] })
            : Problem.From(answer.Rejection);
    }

    private static async Task<Results<Ok<SegmentInfo>, ProblemHttpResult>> GetSegmentAsync(
        string space, string segment, ClaimsPrincipal principal, IGrainFactory grains)
    {
        if (!SpaceId.TryParse(space, out _))
        {
            return Problem.From(NotFoundRejections.Space);
        }

        var answer = await grains.GetGrain<ISpaceGrain>(space).GetSegmentAsync(principal.ToCaller(), segment);
        return answer.IsAccepted ? TypedResults.Ok(ToInfo(answer.Value)) : Problem.From(answer.Rejection);
    }

    private static FieldInfo ToInfo(FieldView field) => new()
    {
        Id = field.Id.Value,
        Name = field.Name,
        Kind = ApiNames.Of(field.Kind),
        Masking = new() { Allowed = [.. field.Allowed.Select(rule => ApiNames.Of(rule.Kind))], Rules = [.. field.Allowed.Select(ToInfo)], Required = field.MaskingRequired },
    };

    private static MaskingRuleInfo ToInfo(MaskingRule rule)
    {
        var example = MaskingExample.Of(rule);
        return new()
        {
            Name = ApiNames.Of(rule.Kind),
            First = rule.Kind == MaskingKind.Keep ? rule.First : null,
            Last = rule.Kind == MaskingKind.Keep ? rule.Last : null,
            Bounds = rule.Kind == MaskingKind.Bucket ? rule.Bounds : null,
            Example = new(example.Value, example.Masked),
        };
    }

    private static SegmentInfo ToInfo(SegmentView segment) => new() { Id = segment.Id.Value, Name = segment.Name, RowCount = segment.RowCount };

    private static string[] NamesOf(SpacePermissions permissions) =>
    [
        .. new[] { SpacePermissions.ViewAllDownloads, SpacePermissions.ApproveDownloads }
            .Where(permission => permissions.HasFlag(permission))
            .Select(ApiNames.Of),
    ];
}

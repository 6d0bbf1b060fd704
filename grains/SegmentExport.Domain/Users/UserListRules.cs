using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Names;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Submitting;

namespace SegmentExport.Domain.Users;

/// <summary>Checks a request for a page of users against the catalog, by the rules of a download task's fields and filters.</summary>
public static class UserListRules
{
    /// <summary>The largest page.</summary>
    public const int MaxLimit = 200;

    /// <summary>The page where nothing else is asked for.</summary>
    public const int DefaultLimit = 50;

    /// <summary>Makes a query of a request, or says everything that is wrong with it.</summary>
    /// <param name="space">The space; the caller is a member of it.</param>
    /// <param name="request">The request, unchecked.</param>
    /// <param name="query">The query, where there is no rejection. What can be masked is: by the first rule that the catalog allows.</param>
    /// <returns>The rejection with all its errors, or null.</returns>
    public static Rejection? Check(Space space, UserListRequest request, out ExportQuery? query)
    {
        query = null;
        if (!SegmentId.TryParse(request.SegmentId, out var id) || space.Segment(id) is not { } segment)
        {
            return NotFoundRejections.Segment;
        }

        var errors = new ErrorList();
        var columns = FieldRules.Check(space, [.. ColumnsOf(space, request).Select(field => Choose(space, field))], errors, "columns", id: "");
        var filters = FilterRules.Check(space, request.Filters, isApproved: false, errors);
        if (request.Limit is < 1 or > MaxLimit)
        {
            errors.Add("limit", ErrorCodes.InvalidLimit, $"The limit is {request.Limit}. Allowed: 1 to {MaxLimit}.");
        }

        if (errors.ToRejection() is { } rejection)
        {
            return rejection;
        }

        query = new() { Source = space.Source, Profile = space.Profile, Segment = segment.Definition, Filters = filters, Columns = columns };
        return null;
    }

    private static IEnumerable<string> ColumnsOf(Space space, UserListRequest request) => request.Columns ?? space.Fields.Select(field => field.Id.Value);

    /// <summary>Nobody has approved anything here, so a field is shown as it is only where it has no mask at all.</summary>
    private static FieldChoice Choose(Space space, string id) =>
        new(id, FieldRules.Find(space, id)?.Masking.Allowed is [var rule, ..] ? ApiNames.Of(rule.Kind) : null);
}

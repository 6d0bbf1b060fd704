using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Names;
using SegmentExport.Domain.Tasks;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.DownloadTasks;

/// <summary>Reads the query of a list call.</summary>
internal static class ListQueries
{
    /// <summary>The longest search, in characters.</summary>
    public const int MaxSearchLength = 100;

    /// <summary>Reads the parameters.</summary>
    /// <returns>Null, or what is wrong with one of them.</returns>
    public static ProblemHttpResult? Read(
        string? search, string? status, string? mine, string? submitter, string? cursor, string? limit, out DownloadTaskQuery? query)
    {
        query = null;
        DownloadTaskStatus? wanted = null;
        if (status is not null)
        {
            if (!ApiNames.TryParse<DownloadTaskStatus>(status, out var parsed))
            {
                return Problem.Of(
                    StatusCodes.Status400BadRequest,
                    GatewayCodes.UnknownStatus,
                    $"There is no such status. Allowed: {string.Join(", ", ApiNames.All<DownloadTaskStatus>())}.",
                    "status");
            }

            wanted = parsed;
        }

        if (mine is not (null or "true" or "false"))
        {
            return Invalid("mine", "true or false");
        }

        var number = DownloadTaskQuery.DefaultLimit;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, null, out number) || number is < 1 or > DownloadTaskQuery.MaxLimit))
        {
            return Invalid("limit", $"a number from 1 to {DownloadTaskQuery.MaxLimit}");
        }

        if (search is { Length: > MaxSearchLength })
        {
            return Invalid("search", $"at most {MaxSearchLength} characters");
        }

        query = new()
        {
            Search = string.IsNullOrEmpty(search) ? null : search,
            Status = wanted,
            Mine = mine == "true",
            Submitter = submitter,
            Cursor = cursor,
            Limit = number,
        };
        return null;
    }

    private static ProblemHttpResult Invalid(string parameter, string allowed) =>
        Problem.Of(StatusCodes.Status400BadRequest, GatewayCodes.InvalidParameter, $"The parameter '{parameter}' takes {allowed}.", parameter);
}

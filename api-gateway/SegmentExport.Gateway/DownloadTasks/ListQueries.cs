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
        string? search, string? status, string? mine, string? submitter, string? archived, string? cursor, string? limit, out DownloadTaskQuery? query)
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
            return QueryParameters.Invalid("mine", "true or false");
        }

        if (archived is not (null or "true" or "false"))
        {
            return QueryParameters.Invalid("archived", "true or false");
        }

        if (QueryParameters.ReadLimit(limit, DownloadTaskQuery.DefaultLimit, DownloadTaskQuery.MaxLimit, out var number) is { } wrong)
        {
            return wrong;
        }

        if (search is { Length: > MaxSearchLength })
        {
            return QueryParameters.Invalid("search", $"at most {MaxSearchLength} characters");
        }

        query = new()
        {
            Search = string.IsNullOrEmpty(search) ? null : search,
            Status = wanted,
            Mine = mine == "true",
            Submitter = submitter,
            Cursor = cursor,
            Limit = number,
            Archived = archived == "true",
        };
        return null;
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SegmentExport.Gateway.Http;

/// <summary>What parameters of queries have in common.</summary>
internal static class QueryParameters
{
    /// <summary>Reads how many items a page is to have.</summary>
    /// <param name="limit">The parameter; null: it was not sent.</param>
    /// <param name="otherwise">What goes then.</param>
    /// <param name="most">The most that is allowed.</param>
    /// <param name="number">The number, from 1.</param>
    /// <returns>Null, or what is wrong with it.</returns>
    public static ProblemHttpResult? ReadLimit(string? limit, int otherwise, int most, out int number)
    {
        number = otherwise;
        return limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number < 1 || number > most)
            ? Invalid("limit", $"a number from 1 to {most}")
            : null;
    }

    /// <summary>A parameter has a value that it does not take.</summary>
    public static ProblemHttpResult Invalid(string parameter, string allowed) =>
        Problem.Of(StatusCodes.Status400BadRequest, GatewayCodes.InvalidParameter, $"The parameter '{parameter}' takes {allowed}.", parameter);
}

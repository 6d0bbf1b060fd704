using DuckDB.NET.Native;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;

namespace SegmentExport.Sources.DuckDb;

/// <summary>Refuses values that have not got the type of the column that they are compared with.</summary>
internal static class FilterTypes
{
    /// <summary>Checks the filters of a query.</summary>
    /// <param name="session">At the data.</param>
    /// <param name="query">The query.</param>
    /// <param name="types">The SQL types of the profile's columns.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="PackagingException">A value is none of its column's type.</exception>
    public static void Check(DuckDbSession session, ExportQuery query, IReadOnlyDictionary<string, string> types, CancellationToken cancellationToken)
    {
        foreach (var (index, filter) in query.Filters.Index())
        {
            var type = types.GetValueOrDefault(filter.Column) ?? throw DuckDbFaults.Translate(DuckDBErrorType.Binder, null);
            if (filter.Value is { } value && filter.Operator != FilterOperator.Contains
                && session.Scalar<bool>($"SELECT TRY_CAST($1 AS {type}) IS NULL", [value], cancellationToken))
            {
                throw new PackagingException(
                    ErrorCodes.InvalidFilter, $"The filter on field '{filter.Field}' compares with something that is no {type}. Send a value of that type.", isTransient: false)
                {
                    Path = $"filters[{index}].value",
                };
            }
        }
    }
}

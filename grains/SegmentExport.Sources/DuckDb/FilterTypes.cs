using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;

namespace SegmentExport.Sources.DuckDb;

/// <summary>Finds the types that filters compare with, and refuses values that have not got them.</summary>
internal static class FilterTypes
{
    /// <summary>The SQL type of each filtered column.</summary>
    /// <exception cref="PackagingException">A value is none of its column's type.</exception>
    public static IReadOnlyDictionary<string, string> Check(DuckDbSession session, ExportQuery query, CancellationToken cancellationToken)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (index, filter) in query.Filters.Index())
        {
            if (!types.TryGetValue(filter.Column, out var type))
            {
                var column = SqlText.Name(filter.Column);
                session.ForEach(
                    $"DESCRIBE SELECT p.{column} FROM {SqlText.Table(query.Profile.Table)} AS p", [], row => type = row.GetString(1), cancellationToken);
                types[filter.Column] = type!;
            }

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

        return types;
    }
}

using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;

namespace SegmentExport.Sources.Postgres;

/// <summary>Refuses values that have not got the type of the column that they are compared with.</summary>
internal static class FilterCheck
{
    /// <summary>Checks the filters of a query. The transaction is of no more use where one is refused.</summary>
    /// <exception cref="PackagingException">A value is none of its column's type.</exception>
    public static void Check(PostgresSession session, ExportQuery query, TableLayout profile, CancellationToken cancellationToken)
    {
        foreach (var (index, filter) in query.Filters.Index())
        {
            var type = profile.Get(filter.Column).TypeName;
            if (filter.Value is { } value && (value.Contains('\0', StringComparison.Ordinal) || (filter.Operator != FilterOperator.Contains && !Fits(session, value, type, cancellationToken))))
            {
                throw new PackagingException(
                    ErrorCodes.InvalidFilter, $"The filter on field '{filter.Field}' compares with something that is no {type}. Send a value of that type.", isTransient: false)
                {
                    Path = $"filters[{index}].value",
                };
            }
        }
    }

    private static bool Fits(PostgresSession session, string value, string type, CancellationToken cancellationToken)
    {
        try
        {
            session.ForEach($"SELECT CAST($1 AS {type})", [value], _ => { }, cancellationToken);
            return true;
        }
        catch (PackagingException fault) when (fault.InnerException is Npgsql.PostgresException { SqlState: ['2', '2', ..] or ['2', '3', ..] })
        {
            return false;
        }
    }
}

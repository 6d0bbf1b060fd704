using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;

namespace SegmentExport.Sources.ClickHouse;

/// <summary>Refuses values that have not got the type of the column that they are compared with.</summary>
internal static partial class FilterCheck
{
    /// <summary>Checks the filters of a query.</summary>
    /// <exception cref="PackagingException">A value is none of its column's type.</exception>
    public static async ValueTask CheckAsync(ClickHouseServer server, ExportQuery query, TableLayout profile, CancellationToken cancellationToken)
    {
        foreach (var (index, filter) in query.Filters.Index())
        {
            var type = profile.Get(filter.Column);
            if (filter is { Value: { } value, Operator: not FilterOperator.Contains } && !await FitsAsync(server, value, type, cancellationToken))
            {
                throw new PackagingException(
                    ErrorCodes.InvalidFilter, $"The filter on field '{filter.Field}' compares with something that is no {type.Name}. Send a value of that type.", isTransient: false)
                {
                    Path = $"filters[{index}].value",
                };
            }
        }
    }

    private static async ValueTask<bool> FitsAsync(ClickHouseServer server, string value, TypeName type, CancellationToken cancellationToken)
    {
        // The server lets numbers that are too large overflow, and reads a decimal as far as it is one.
        if (Range(type.Name) is var (least, most))
        {
            return BigInteger.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;
        }

        if (type.Family == "Decimal")
        {
            return Decimal().Match(value) is { Success: true } match && match.Groups[1].Length <= type.Parameter(0) - type.Parameter(1);
        }

        try
        {
            await server.RowsAsync($"SELECT toString({SqlValue.Typed(SqlValue.Text(value), type.Name)})", 1, cancellationToken);
            return true;
        }
        catch (PackagingException fault) when (!fault.IsTransient)
        {
            return false;
        }
    }

    private static (BigInteger Least, BigInteger Most)? Range(string type)
    {
        var isUnsigned = type.StartsWith("UInt", StringComparison.Ordinal);
        if ((!isUnsigned && !type.StartsWith("Int", StringComparison.Ordinal)) || !int.TryParse(type.AsSpan(isUnsigned ? 4 : 3), out var bits))
        {
            return null;
        }

        return isUnsigned ? (BigInteger.Zero, BigInteger.Pow(2, bits) - 1) : (-BigInteger.Pow(2, bits - 1), BigInteger.Pow(2, bits - 1) - 1);
    }

    [GeneratedRegex(@"^-?0*(\d+?)(?:\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();
}

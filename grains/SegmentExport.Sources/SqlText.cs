using SegmentExport.Domain.Exports;

namespace SegmentExport.Sources;

/// <summary>Writes names into SQL so that they are names and nothing else.</summary>
internal static class SqlText
{
    /// <summary>One identifier in double quotes.</summary>
    public static string Name(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A table that may be qualified by its schema with a dot.</summary>
    public static string Table(string table) => string.Join('.', table.Split('.').Select(Name));

    /// <summary>A filter's condition, as standard SQL has it.</summary>
    /// <param name="how">The operator.</param>
    /// <param name="column">The column's SQL.</param>
    /// <param name="value">The value's SQL.</param>
    /// <param name="contains">The condition that the column's text contains the value, which each database says otherwise.</param>
    public static string Compare(FilterOperator how, string column, string value, string contains) => how switch
    {
        FilterOperator.Eq => $"{column} = {value}",
        FilterOperator.Ne => $"{column} IS DISTINCT FROM {value}",
        FilterOperator.Lt => $"{column} < {value}",
        FilterOperator.Le => $"{column} <= {value}",
        FilterOperator.Gt => $"{column} > {value}",
        FilterOperator.Ge => $"{column} >= {value}",
        FilterOperator.Contains => contains,
        FilterOperator.IsNull => $"{column} IS NULL",
        FilterOperator.IsNotNull => $"{column} IS NOT NULL",
        _ => throw new NotSupportedException($"No SQL for {how}."),
    };

    /// <summary>A text in single quotes, for the statements that take no parameters.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}

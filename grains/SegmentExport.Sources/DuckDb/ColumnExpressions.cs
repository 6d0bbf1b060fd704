namespace SegmentExport.Sources.DuckDb;

/// <summary>How columns are asked for: as they are where a file has their type, as JSON text where they are nested, else as DuckDB's own text.</summary>
internal static class ColumnExpressions
{
    private static readonly string[] Nested = ["STRUCT(", "MAP(", "UNION("];
    private static readonly string[] Texts = ["BLOB", "BIT", "INTERVAL", "TIME WITH TIME ZONE", "UUID", "JSON"];

    /// <summary>The SQL of a column of the profile table (<c>p</c>).</summary>
    /// <param name="column">Its name.</param>
    /// <param name="type">Its type, as DuckDB writes it.</param>
    public static string Of(string column, string? type)
    {
        var sql = $"p.{SqlText.Name(column)}";
        return type switch
        {
            null => sql,
            _ when type.EndsWith(']') || Nested.Any(nested => type.StartsWith(nested, StringComparison.Ordinal)) => $"CAST(to_json({sql}) AS VARCHAR)",
            _ when Texts.Contains(type, StringComparer.Ordinal) => $"CAST({sql} AS VARCHAR)",
            _ => sql,
        };
    }
}

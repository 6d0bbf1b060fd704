namespace SegmentExport.Sources;

/// <summary>Writes names into SQL so that they are names and nothing else.</summary>
internal static class SqlText
{
    /// <summary>One identifier in double quotes.</summary>
    public static string Name(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A table that may be qualified by its schema with a dot.</summary>
    public static string Table(string table) => string.Join('.', table.Split('.').Select(Name));

    /// <summary>A text in single quotes, for the statements that take no parameters.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}

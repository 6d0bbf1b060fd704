using System.Text;

namespace SegmentExport.Sources.ClickHouse;

/// <summary>
/// Values in SQL. Parameters are known to newer servers alone, so a value is written as the hexadecimal digits of its UTF-8, which the server turns back: whatever it is, it is a value and nothing else.
/// </summary>
internal static class SqlValue
{
    /// <summary>A text.</summary>
    public static string Text(string value) => Text(Encoding.UTF8.GetBytes(value));

    /// <summary>A text by its bytes.</summary>
    public static string Text(ReadOnlySpan<byte> value) => $"unhex('{Convert.ToHexString(value)}')";

    /// <summary>A value of a type, from its text.</summary>
    public static string Typed(string text, string type) => type == "String" ? text : $"CAST({text} AS {type})";

    /// <summary>A name in backquotes.</summary>
    public static string Name(string identifier) => $"`{identifier.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal)}`";

    /// <summary>A table that may be qualified by its database with a dot.</summary>
    public static string Table(string table) => string.Join('.', table.Split('.', 2).Select(Name));
}

using System.Globalization;
using System.Text;

namespace SegmentExport.Client.Http;

/// <summary>Paths of the API, relative to its address.</summary>
internal static class Paths
{
    /// <summary>One segment of a path, escaped.</summary>
    public static string Escaped(this string text) => Uri.EscapeDataString(text);

    /// <summary>As what a client asks for.</summary>
    public static Uri Relative(this string path) => new(path, UriKind.Relative);

    /// <summary>A path with those parameters that have a value.</summary>
    public static string WithQuery(this string path, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var text = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            if (Convert.ToString(value is bool flag ? (flag ? "true" : "false") : value, CultureInfo.InvariantCulture) is { Length: > 0 } written)
            {
                text.Append(separator).Append(name).Append('=').Append(written.Escaped());
                separator = '&';
            }
        }

        return text.ToString();
    }
}

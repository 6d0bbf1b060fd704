using System.Globalization;
using System.Text;

namespace SegmentExport.Gateway.Tests.Fuzz;

/// <summary>An answer as it came.</summary>
/// <param name="Status">Its status; 0: the connection was closed without one.</param>
/// <param name="Headers">Its headers, by name.</param>
/// <param name="Body">Its body, without chunks' frames.</param>
internal sealed record RawAnswer(int Status, ILookup<string, string> Headers, string Body)
{
    public string? MediaType => Headers["Content-Type"].FirstOrDefault()?.Split(';')[0];

    /// <summary>Reads what came until the connection was closed, a character a byte.</summary>
    public static RawAnswer Parse(string text)
    {
        while (true)
        {
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0 || !text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
            {
                return new(0, Enumerable.Empty<string>().ToLookup(_ => ""), text);
            }

            var lines = text[..end].Split("\r\n");
            var (status, body) = (int.Parse(lines[0].AsSpan(9, 3), CultureInfo.InvariantCulture), text[(end + 4)..]);
            if (status >= 200)
            {
                var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToLookup(pair => pair[0], pair => pair.Length > 1 ? pair[1] : "", StringComparer.OrdinalIgnoreCase);
                return new(status, headers, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(headers["Transfer-Encoding"].Any() ? Unchunk(body) : body)));
            }

            text = body;
        }
    }

    private static string Unchunk(string body)
    {
        var (whole, at) = (new StringBuilder(), 0);
        while (body.IndexOf("\r\n", at, StringComparison.Ordinal) is var line and >= 0 && int.TryParse(body.AsSpan(at, line - at), NumberStyles.HexNumber, null, out var length) && length > 0)
        {
            whole.Append(body, line + 2, Math.Min(length, body.Length - line - 2));
            at = line + 2 + length + 2;
            if (at > body.Length)
            {
                break;
            }
        }

        return whole.ToString();
    }
}

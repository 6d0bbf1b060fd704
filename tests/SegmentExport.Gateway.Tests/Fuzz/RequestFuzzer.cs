using System.Text;
using System.Text.Json;

namespace SegmentExport.Gateway.Tests.Fuzz;

/// <summary>Makes requests from the API document: good ones, and such as depart from it in one or several places.</summary>
internal sealed class RequestFuzzer(JsonElement document, KnownValues known, IReadOnlyList<string> tokens)
{
    private const int MaxBody = 256 * 1024;

    private const string OwnHost = "Host: 127.0.0.1";

    private static readonly string[] Methods = ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "GET", "POST", "TRACE", "get", "BREW", "CONNECT"];

    private static readonly string[] MediaTypes =
    [
        "text/plain", "application/xml", "multipart/form-data; boundary=x", "application/json; charset=utf-16", "application/json; charset=none-such", "application/problem+json", "json", "", "*/*",
        "application/json;;;", "application/x-www-form-urlencoded",
    ];

    private readonly IReadOnlyList<FuzzedOperation> _operations = FuzzedOperation.ReadAll(document);
    private readonly OddJson _json = new(document, known);

    /// <summary>The request of a seed and an index.</summary>
    public FuzzedRequest Make(Dice dice)
    {
        var operation = dice.Pick(_operations);
        var method = dice.Chance(3) ? dice.Pick(Methods) : operation.Method;
        var (path, isOther) = PathOf(dice, operation);
        var (headers, isBroken) = (new List<string> { OwnHost, "Connection: close" }, false);
        AddCredentials(dice, headers);
        AddHeaders(dice, operation, headers);
        var body = operation.Body is { } schema ? AddBody(dice, headers, schema) : [];
        var line = $"{method} {path} HTTP/1.1";
        if (dice.Chance(3))
        {
            (line, isBroken) = (Break(dice, line, headers), true);
        }

        return new(Encoding.UTF8.GetBytes($"{line}\r\n{string.Join("\r\n", headers)}\r\n\r\n"), body)
        {
            Method = method,
            Documented = isOther || isBroken || headers[0] != OwnHost || method != operation.Method ? null : operation.Path,
            IsForTheWebServer = isBroken || method is "CONNECT" || path.Split('?')[0].Contains("%00", StringComparison.Ordinal) || path.Length > 7000 || headers.Sum(header => header.Length) > 14_000 || headers.Exists(IsNoHeader),
            HasEndlessAnswer = operation.IsStream,
        };
    }

    private static bool IsNoHeader(string header) => header.Any(one => one is '\0' or '\r' or '\n' || one >= 0x7F);

    private (string Path, bool IsOther) PathOf(Dice dice, FuzzedOperation operation)
    {
        var (path, query, isOther) = (operation.Path, new List<string>(), false);
        foreach (var (name, place) in operation.Parameters)
        {
            if (place == "path")
            {
                var value = known.Next(dice, name);
                isOther |= value.Length == 0 || value is "." or ".." || value.IndexOfAny(['/', '\\']) >= 0 || value.Length > 500;
                path = path.Replace($"{{{name}}}", Escape(dice, value), StringComparison.Ordinal);
            }
            else if (place == "query" && dice.Chance(name == "link" ? 95 : 35))
            {
                query.AddRange(Enumerable.Range(0, dice.Chance(2) ? 2 : 1).Select(_ => $"{name}={Escape(dice, known.Next(dice, name))}"));
            }
        }

        if (dice.Chance(3))
        {
            query.Add(dice.Any(() => "unknown=1", () => "%=%", () => "&&==", () => "a[]=1", () => Escape(dice, OddText.Next(dice)), () => new string('q', 5000), () => new string('q', 9000)));
        }

        if (dice.Chance(1))
        {
            (path, isOther) = (dice.Any(() => path + "/", () => "/" + path, () => path + "/../..", () => path + ";x=1", () => path + Escape(dice, OddText.Next(dice))), true);
        }

        return (query.Count > 0 ? $"{path}?{string.Join('&', query)}" : path, isOther);
    }

    // An unpaired surrogate is no text that could be escaped.
    private static string Escape(Dice dice, string value) =>
        dice.Chance(2) && value.All(one => one is > ' ' and < '\x7F' and not ('#' or '?' or '%')) ? value : Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)));

    private void AddCredentials(Dice dice, List<string> headers)
    {
        var token = dice.Pick(tokens);
        var credentials = dice.Below(100) switch
        {
            < 93 => $"Bearer {token}",
            < 95 => null,
            < 97 => $"Bearer {Visible(OddText.Tamper(dice, token))}",
            _ => Visible(OddText.Next(dice)),
        };
        if (credentials is not null)
        {
            headers.Add($"Authorization: {credentials}");
        }
    }

    private void AddHeaders(Dice dice, FuzzedOperation operation, List<string> headers)
    {
        foreach (var (name, _) in operation.Parameters.Where(parameter => parameter.In == "header" && dice.Chance(45)))
        {
            headers.Add($"{name}: {(name == "Range" && dice.Chance(30) ? OddRange(dice) : Header(dice, known.Next(dice, name)))}");
        }

        if (dice.Chance(5))
        {
            headers.Add(dice.Any(
                () => "Accept: image/png", () => "Accept-Encoding: gzip, br", () => "X-HTTP-Method-Override: DELETE", () => "traceparent: 00-0-0-zz", () => "Expect: 100-continue", () => "Upgrade: h2c",
                () => "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", () => "Cookie: a=b; =; ;", () => "Range: bytes=0-0", () => $"X-Odd: {Header(dice, OddText.Next(dice))}",
                () => "Origin: https://example.org", () => "If-Modified-Since: yesterday"));
        }

        if (dice.Chance(1))
        {
            headers[0] = $"Host: {dice.Pick(["example.org", "127.0.0.1:1", "[::1]", "localhost.", "127.0.0.1.nip.io"])}";
        }
    }

    private byte[] AddBody(Dice dice, List<string> headers, JsonElement schema)
    {
        var body = dice.Chance(90) ? Encoding.UTF8.GetBytes(_json.Write(dice, schema)) : OddBody(dice, _json.Write(dice, schema));
        if (!dice.Chance(3))
        {
            headers.Add($"Content-Type: {(dice.Chance(95) ? "application/json" : dice.Pick(MediaTypes))}");
        }

        if (dice.Chance(90))
        {
            headers.Add($"Content-Length: {body.Length}");
            return body;
        }

        headers.Add("Transfer-Encoding: chunked");
        return [.. body.Chunk(1 + dice.Below(100_000)).SelectMany(chunk => (byte[])[.. Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"), .. chunk, 13, 10]), .. "0\r\n\r\n"u8];
    }

    private static byte[] OddBody(Dice dice, string json) => dice.Any<byte[]>(
        () => [],
        () => Encoding.UTF8.GetBytes(json[..dice.Below(json.Length)]),
        () => Encoding.UTF8.GetBytes(json + json),
        () => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(json)],
        () => Encoding.Unicode.GetBytes(json),
        () => [.. "{\"reason\":\""u8, 0xC3, 0x28, 0xFF, 0xED, 0xA0, 0x80, .. "\"}"u8],
        () => Encoding.UTF8.GetBytes(new string('[', dice.Pick([31, 33, 65, 1000, 100_000]))),
        () => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"fields\":", dice.Pick([31, 33, 1000, 20_000])))),
        () => Encoding.UTF8.GetBytes(json + new string(' ', MaxBody - dice.Below(200))),
        () => Encoding.UTF8.GetBytes($"{{\"reason\":\"{new string('x', MaxBody + dice.Below(100_000))}\"}}"),
        () => Encoding.UTF8.GetBytes($"{{\"comment\":\"{new string('界', 30_000)}\",\"reason\":\"{new string('\u4e00', 30_000)}\"}}"),
        () => Encoding.UTF8.GetBytes(OddText.Next(dice)));

    private static string OddRange(Dice dice) => dice.Any(
        () => $"bytes={string.Join(',', Enumerable.Range(0, dice.Pick([15, 16, 17, 300, 1500])).Select(i => $"{i * 2}-{i * 2}"))}",
        () => $"bytes={string.Join(',', Enumerable.Repeat("0-", 400))}",
        () => "bytes=99999999999999999999-99999999999999999999", () => "bytes=-0", () => "bytes=5-1", () => "bytes=", () => "bytes=--1", () => "bytes=0-0,,1-1", () => "bytes = 0 - 1", () => "BYTES=0-1");

    /// <summary>No HTTP any more.</summary>
    private static string Break(Dice dice, string line, List<string> headers)
    {
        switch (dice.Below(12))
        {
            case 0: return line.Replace("HTTP/1.1", "HTTP/9.9", StringComparison.Ordinal);
            case 1: return line.Replace(" HTTP/1.1", "", StringComparison.Ordinal);
            case 2: return line.Replace(" /", " /\u00FF\u0001", StringComparison.Ordinal);
            case 3: return line.Replace(" /", " /%00%ff%c0%af", StringComparison.Ordinal);
            case 4: return line.Replace(" /", "  http://[::1", StringComparison.Ordinal);
            case 5: headers.RemoveAt(0); return line;
            case 6: headers.Add("Host: localhost"); return line;
            case 7: headers.Add("Content-Length: -1"); return line;
            case 8: headers.Add("no colon"); return line;
            case 9: headers.AddRange(Enumerable.Range(0, 200).Select(i => $"X-{i}: {i}")); return line;
            case 10: headers.Add($"X-Long: {new string('x', 40_000)}"); return line;
            default: headers.Add("Transfer-Encoding: gzip, identity"); return line;
        }
    }

    /// <summary>What a header can hold at all: mostly only that, so that the gateway sees the request.</summary>
    private static string Header(Dice dice, string value) => dice.Chance(90) ? Visible(value) : value;

    private static string Visible(string value) => string.Concat(value.Where(one => one is >= ' ' and < '\x7F'));
}

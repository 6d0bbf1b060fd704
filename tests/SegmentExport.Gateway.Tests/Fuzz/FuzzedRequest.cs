using System.Text;

namespace SegmentExport.Gateway.Tests.Fuzz;

/// <summary>A request to the byte.</summary>
/// <param name="Head">The request line and the headers, with the empty line behind them.</param>
/// <param name="Body">What follows.</param>
internal sealed record FuzzedRequest(byte[] Head, byte[] Body)
{
    /// <summary>The method as it is sent.</summary>
    public required string Method { get; init; }

    /// <summary>The path as the API document has it; null where the request asks for another, or is to be no HTTP at all.</summary>
    public string? Documented { get; init; }

    /// <summary>Whether the web server itself may answer, before the gateway sees a request: it is no HTTP, or larger than a head may be.</summary>
    public bool IsForTheWebServer { get; init; }

    /// <summary>Whether the answer ends only when the client leaves.</summary>
    public bool HasEndlessAnswer { get; init; }

    /// <summary>The request for a failed test's output.</summary>
    public override string ToString() => $"{Shown(Head, 4000)}{Shown(Body, 2000)}";

    private static string Shown(byte[] bytes, int limit) =>
        string.Concat(Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, limit))).Select(one => one is '\n' or (>= ' ' and < '\x7F') ? $"{one}" : $"\\x{(int)one:X2}"))
        + (bytes.Length > limit ? $"… ({bytes.Length} bytes)" : "");
}

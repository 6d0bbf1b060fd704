using System.Text.Json;
using System.Text.RegularExpressions;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Fuzz;

/// <summary>What holds for the answer to any request while nothing is broken.</summary>
internal sealed partial class AnswerRules(DocumentedOperations documented)
{
    /// <summary>What the web server answers by itself to what is no HTTP, or has too large a head: a status alone, and the connection is closed.</summary>
    private static readonly int[] WebServer = [400, 408, 411, 413, 414, 431, 501, 505];

    /// <summary>Checks an answer.</summary>
    /// <returns>Null, or what is wrong with it.</returns>
    public string? Broken(FuzzedRequest request, RawAnswer answer)
    {
        if (answer.Status == 0)
        {
            return request.IsForTheWebServer ? null : "The connection was closed without an answer.";
        }

        if (answer.Status >= 500 && !(request.IsForTheWebServer && answer.Status is 501 or 505))
        {
            return "A fault of the server.";
        }

        if (answer.MediaType is null or "application/problem+json" or "text/plain" && Trace().IsMatch(answer.Body))
        {
            return "The answer shows the inside of the program.";
        }

        var isByTheWebServer = request.IsForTheWebServer && WebServer.Contains(answer.Status) && answer.Body.Length == 0;
        var code = "";
        if (answer.Status >= 400 && !isByTheWebServer && request.Method != "HEAD" && WrongProblem(answer, out code) is { } wrong)
        {
            return wrong;
        }

        return request.Documented is { } path && !isByTheWebServer ? documented.Missing(documented[request.Method, path], answer.Status, code) : null;
    }

    private static string? WrongProblem(RawAnswer answer, out string code)
    {
        code = "";
        if (answer.MediaType != "application/problem+json")
        {
            return "An error without problem details.";
        }

        JsonElement problem;
        try
        {
            problem = JsonDocument.Parse(answer.Body).RootElement;
        }
        catch (JsonException)
        {
            return "Problem details that are no JSON.";
        }

        code = Text(problem, "code");
        return code.Length == 0 ? "Problem details without a code."
            : !TraceId().IsMatch(Text(problem, "traceId")) ? "Problem details without a traceId."
            : Text(problem, "detail").Length == 0 ? "Problem details without a detail."
            : problem.GetProperty("status").GetInt32() != answer.Status ? "Problem details of another status."
            : null;
    }

    private static string Text(JsonElement problem, string property) =>
        problem.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    [GeneratedRegex(@"^[0-9a-f]{32}$")]
    private static partial Regex TraceId();

    [GeneratedRegex(@"\n\s*at \w+\.|Exception|SegmentExport\.\w+\.|System\.\w+\.|\.cs:line")]
    private static partial Regex Trace();
}

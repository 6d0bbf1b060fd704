using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Fuzz;

/// <summary>An operation of the API document, as far as requests are made from it.</summary>
/// <param name="Method">GET, POST, ….</param>
/// <param name="Path">With its parameters in braces.</param>
/// <param name="Parameters">Each parameter's name and where it stands: path, query, header.</param>
/// <param name="Body">The schema of the body; null: it takes none.</param>
internal sealed record FuzzedOperation(string Method, string Path, IReadOnlyList<(string Name, string In)> Parameters, JsonElement? Body)
{
    /// <summary>Whether its answer ends only when the client leaves.</summary>
    public bool IsStream => Path.EndsWith("/events", StringComparison.Ordinal);

    public static IReadOnlyList<FuzzedOperation> ReadAll(JsonElement document) =>
        [.. DocumentedOperations.AllOf(document).Select(one => new FuzzedOperation(one.Method, one.Path, ParametersOf(one.Operation), BodyOf(one.Operation)))];

    private static (string, string)[] ParametersOf(JsonElement operation) => operation.TryGetProperty("parameters", out var parameters)
        ? [.. parameters.EnumerateArray().Select(parameter => (parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").GetString()!))]
        : [];

    private static JsonElement? BodyOf(JsonElement operation) => operation.TryGetProperty("requestBody", out var body)
        ? body.GetProperty("content").GetProperty("application/json").GetProperty("schema")
        : null;
}

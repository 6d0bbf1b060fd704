using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SegmentExport.Gateway.Tests.Support;

/// <summary>The operations of the API document that a gateway serves, and what each may answer.</summary>
internal sealed class DocumentedOperations
{
    private readonly List<(Regex Path, JsonElement Operations)> _paths;
    private readonly string _anywhere;

    private DocumentedOperations(JsonElement document) => (Document, _anywhere, _paths) = (document, document.GetProperty("info").GetProperty("description").GetString()!,
    [
        .. document.GetProperty("paths").EnumerateObject().Select(path => (
            new Regex($"^{Regex.Replace(Regex.Escape(path.Name), @"\\{[a-z]+}", "[^/]+")}$"), path.Value)),
    ]);

    /// <summary>The whole document.</summary>
    public JsonElement Document { get; }

    /// <summary>The operation of a method on a path as the document has it.</summary>
    public JsonElement this[string method, string path] => Document.GetProperty("paths").GetProperty(path).GetProperty(method.ToLowerInvariant());

    /// <summary>All operations of a document, each with its method in capitals.</summary>
    public static IEnumerable<(string Method, string Path, JsonElement Operation)> AllOf(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Name.ToUpperInvariant(), path.Name, operation.Value);

    public static async Task<DocumentedOperations> ReadAsync(HttpClient client) =>
        new(await client.GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative)));

    /// <summary>The operation that a request is for.</summary>
    public JsonElement? Find(string method, string path) =>
        _paths.Find(one => one.Path.IsMatch(path)) is { Path: not null } found && found.Operations.TryGetProperty(method.ToLowerInvariant(), out var operation) ? operation : null;

    /// <summary>Whether the document has an answer.</summary>
    /// <param name="operation">The operation that answered.</param>
    /// <param name="status">Its status.</param>
    /// <param name="code">Its code; empty: none is known.</param>
    /// <returns>Null, or what the document lacks.</returns>
    public string? Missing(JsonElement operation, int status, string code)
    {
        var name = operation.GetProperty("operationId").GetString();
        return !operation.GetProperty("responses").TryGetProperty($"{status}", out var documented) ? $"The API document has no {status} for {name}."
            : code.Length > 0 && !(documented.GetProperty("description").GetString() + _anywhere).Contains($"`{code}`", StringComparison.Ordinal)
                ? $"The API document has no {code} for {status} of {name}."
                : null;
    }
}

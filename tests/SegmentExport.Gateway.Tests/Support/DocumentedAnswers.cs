using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SegmentExport.Gateway.Tests.Support;

/// <summary>Passes requests on and holds each answer against the API document: an operation answers no status and no error code that the document does not have for it, sends each header that the document promises, and no header for clients to act on that it does not have.</summary>
internal sealed class DocumentedAnswers : DelegatingHandler
{
    // What a client acts on; others (Date, Cache-Control, …) are of every answer, or of none in particular.
    private static readonly string[] Headers = ["Accept-Ranges", "Content-Disposition", "Content-Range", "ETag", "Location", "Repr-Digest", "Retry-After", "WWW-Authenticate"];

    private readonly List<(Regex Path, JsonElement Operations)> _paths;

    private readonly string _anywhere;

    private DocumentedAnswers(JsonElement document)
        : base(new SocketsHttpHandler()) => (_anywhere, _paths) = (document.GetProperty("info").GetProperty("description").GetString()!,
    [
        .. document.GetProperty("paths").EnumerateObject().Select(path => (
            new Regex($"^{Regex.Replace(Regex.Escape(path.Name), @"\\{[a-z]+}", "[^/]+")}$"), path.Value)),
    ]);

    public static async Task<DocumentedAnswers> ReadAsync(HttpClient client) =>
        new(await client.GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative)));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        var path = _paths.Find(path => path.Path.IsMatch(request.RequestUri!.AbsolutePath));
        if (path.Path is not null && path.Operations.TryGetProperty(MethodOf(request), out var operation))
        {
            await CheckAsync(operation, answer, cancellationToken);
        }

        return answer;
    }

    private static string MethodOf(HttpRequestMessage request) => request.Method.Method.ToLowerInvariant();

    private async Task CheckAsync(JsonElement operation, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var (name, status) = (operation.GetProperty("operationId").GetString(), (int)answer.StatusCode);
        Assert.True(operation.GetProperty("responses").TryGetProperty($"{status}", out var documented), $"The API document has no {status} for {name}.");
        CheckHeaders($"{status} of {name}", documented, answer);
        if (answer.Content.Headers.ContentType?.MediaType == "application/problem+json" && answer.RequestMessage!.Method != HttpMethod.Head)
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            var code = problem.RootElement.GetProperty("code").GetString();
            Assert.True(
                (documented.GetProperty("description").GetString() + _anywhere).Contains($"`{code}`", StringComparison.Ordinal), $"The API document has no {code} for {status} of {name}.");
        }
    }

    private static void CheckHeaders(string what, JsonElement documented, HttpResponseMessage answer)
    {
        JsonProperty[] headers = documented.TryGetProperty("headers", out var all) ? [.. all.EnumerateObject()] : [];
        Assert.All(headers.Where(header => header.Value.TryGetProperty("required", out var required) && required.GetBoolean()), header =>
            Assert.True(Has(answer, header.Name), $"{what} has no {header.Name}, which the API document promises."));
        Assert.All(Headers.Where(header => Has(answer, header)), header =>
            Assert.True(headers.Any(documented => documented.NameEquals(header)), $"The API document has no {header} for {what}."));
    }

    private static bool Has(HttpResponseMessage answer, string header) =>
        answer.Headers.NonValidated.Contains(header) || answer.Content.Headers.NonValidated.Contains(header);
}

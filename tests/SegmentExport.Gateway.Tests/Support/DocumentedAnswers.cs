using System.Text.Json;

namespace SegmentExport.Gateway.Tests.Support;

/// <summary>
/// Passes requests on and holds each answer against the API document: an operation answers no status and no error code that the document does not have for it, sends each header
/// that the document promises, and no header for clients to act on that it does not have.
/// </summary>
internal sealed class DocumentedAnswers : DelegatingHandler
{
    // What a client acts on; others (Date, Cache-Control, …) are of every answer, or of none in particular.
    private static readonly string[] Headers = ["Accept-Ranges", "Content-Disposition", "Content-Range", "ETag", "Location", "Repr-Digest", "Retry-After", "WWW-Authenticate"];

    private readonly DocumentedOperations _documented;

    private DocumentedAnswers(DocumentedOperations documented)
        : base(new SocketsHttpHandler()) => _documented = documented;

    public static async Task<DocumentedAnswers> ReadAsync(HttpClient client) => new(await DocumentedOperations.ReadAsync(client));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (_documented.Find(request.Method.Method, request.RequestUri!.AbsolutePath) is { } operation)
        {
            var status = (int)answer.StatusCode;
            var missing = _documented.Missing(operation, status, await CodeAsync(answer, cancellationToken));
            Assert.True(missing is null, missing);
            CheckHeaders($"{status} of {operation.GetProperty("operationId").GetString()}", operation.GetProperty("responses").GetProperty($"{status}"), answer);
        }

        return answer;
    }

    private static async Task<string> CodeAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json" || answer.RequestMessage!.Method == HttpMethod.Head)
        {
            return "";
        }

        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        return problem.RootElement.GetProperty("code").GetString()!;
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

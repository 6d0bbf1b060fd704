using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using SegmentExport.Domain.Errors;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.OpenApi;

/// <summary>The API document. That no answer is missing in it is held by <see cref="DocumentedAnswers"/>, over all other tests.</summary>
public sealed class ApiDocumentTests(RunningGateway gateway) : IAsyncLifetime
{
    private JsonElement _document;

    public async ValueTask InitializeAsync() => _document = await gateway.Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

    [Fact]
    public void Document_ListsEveryOperation()
    {
        string[] expected =
        [
            "GET /api/v1/console",
            "GET /api/v1/me",
            "GET /api/v1/ops/overview",
            "GET /api/v1/spaces/{space}/audit",
            "GET /api/v1/spaces/{space}/download-tasks",
            "GET /api/v1/spaces/{space}/download-tasks/events",
            "GET /api/v1/spaces/{space}/download-tasks/{task}",
            "GET /api/v1/spaces/{space}/download-tasks/{task}/downloads",
            "GET /api/v1/spaces/{space}/download-tasks/{task}/file",
            "GET /api/v1/spaces/{space}/download-tasks/{task}/linked-file",
            "GET /api/v1/spaces/{space}/download-tasks/{task}/manifest",
            "GET /api/v1/spaces/{space}/download-tasks/{task}/sample",
            "GET /api/v1/spaces/{space}/download-tasks/{task}/shards",
            "GET /api/v1/spaces/{space}/fields",
            "GET /api/v1/spaces/{space}/segments",
            "GET /api/v1/spaces/{space}/segments/{segment}",
            "GET /api/v1/spaces/{space}/webhooks",
            "GET /api/v1/spaces/{space}/webhooks/deliveries",
            "GET /health/live",
            "GET /health/ready",
            "GET /health/startup",
            "HEAD /api/v1/spaces/{space}/download-tasks/{task}/file",
            "HEAD /api/v1/spaces/{space}/download-tasks/{task}/linked-file",
            "POST /api/v1/spaces/{space}/download-tasks",
            "POST /api/v1/spaces/{space}/download-tasks/{task}/approve",
            "POST /api/v1/spaces/{space}/download-tasks/{task}/links",
            "POST /api/v1/spaces/{space}/download-tasks/{task}/protected-zip",
            "POST /api/v1/spaces/{space}/download-tasks/{task}/reject",
            "POST /api/v1/spaces/{space}/download-tasks/{task}/withdraw",
            "POST /api/v1/spaces/{space}/segments/{segment}/users/query",
            "POST /api/v1/spaces/{space}/webhooks/deliveries/{delivery}/redeliver",
            "POST /api/v1/spaces/{space}/webhooks/{webhook}/test",
            "POST /dev/sign-in",
        ];

        Assert.Equal(expected, Operations().Select(operation => operation.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Document_IsTheCommittedOne()
    {
        var committed = JsonNode.Parse(File.ReadAllText(CommittedDocument.Path));

        Assert.True(
            JsonNode.DeepEquals(committed, JsonNode.Parse(_document.GetRawText())),
            "The gateway's API document is not api-gateway/openapi.json. Build the gateway, which writes it, look at what has changed for clients, and commit it.");
    }

    [Fact]
    public void Document_HasExamplesOfAllThatIsSentAndAnswered()
    {
        var schemas = _document.GetProperty("components").GetProperty("schemas");
        var used = Operations().SelectMany(operation => Contents(operation.Value))
            .Select(media => media.Value.TryGetProperty("schema", out var schema) && schema.TryGetProperty("$ref", out var reference) ? reference.GetString()!.Split('/')[^1] : null)
            .OfType<string>().Distinct();

        // Tokens and passwords are no examples to give.
        Assert.Equal(["AccessToken", "ZipPassword"], used.Where(name => !schemas.GetProperty(name).TryGetProperty("examples", out _)));
    }

    [Fact]
    public void Document_TellsWhenToComeAgain() => Assert.All(
        Operations().Where(operation => !operation.Name.Contains("/health/", StringComparison.Ordinal)).SelectMany(operation => operation.Value.GetProperty("responses").EnumerateObject())
            .Where(response => response.Name is "429" or "503"),
        response => Assert.True(response.Value.GetProperty("headers").TryGetProperty("Retry-After", out _)));

    [Fact]
    public void Document_SaysOfEveryOperationWhatItIs() => Assert.All(Operations(), operation =>
    {
        Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!);
        Assert.NotEmpty(operation.Value.GetProperty("description").GetString()!);
    });

    [Theory]
    [InlineData("CreateDownloadTask", "format", "enum", """["csv","jsonl","xlsx","parquet",null]""")]
    [InlineData("CreateDownloadTask", "fields", "maxItems", "500")]
    [InlineData("CreateDownloadTask", "reason", "maxLength", "1000")]
    [InlineData("CreateLink", "minutes", "maximum", "60")]
    [InlineData("DownloadTask", "status", "enum", """["in_approval","preparing","completed","closed","expired"]""")]
    [InlineData("UserQuery", "limit", "maximum", "200")]
    public void Document_SaysWhatAPropertyTakes(string schema, string property, string keyword, string expected) => Assert.Equal(
        expected,
        JsonNode.Parse(_document.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("properties").GetProperty(property).GetProperty(keyword).GetRawText())!.ToJsonString());

    [Fact]
    public void Document_NamesEachOperationOnce()
    {
        var names = Operations().Select(operation => operation.Value.GetProperty("operationId").GetString()).ToArray();

        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void Document_NamesEveryErrorCode()
    {
        var text = _document.ToString();
        var codes = new[] { typeof(ErrorCodes), typeof(GatewayApplication).Assembly.GetType("SegmentExport.Gateway.Http.GatewayCodes", throwOnError: true)! }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Select(field => (string)field.GetRawConstantValue()!)
            .ToArray();

        Assert.True(codes.Length > 40);
        Assert.Equal([], codes.Where(code => !System.Text.RegularExpressions.Regex.IsMatch(text, $"[`, ]{code}[`, ]")));
    }

    [Fact]
    public void Document_WantsATokenWhereverOneIsNeeded()
    {
        Assert.Equal(1, _document.GetProperty("security").GetArrayLength());
        var open = Operations().Where(operation => operation.Value.TryGetProperty("security", out var security) && security.GetArrayLength() == 0).Select(operation => operation.Name);

        const string LinkedFile = "/api/v1/spaces/{space}/download-tasks/{task}/linked-file";
        Assert.Equal(["GET /api/v1/console", $"GET {LinkedFile}", "GET /health/live", "GET /health/ready", "GET /health/startup", $"HEAD {LinkedFile}", "POST /dev/sign-in"], open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Document_DescribesEveryParameterAndTypesEveryProperty()
    {
        Assert.All(Operations().SelectMany(Parameters), parameter =>
        {
            Assert.NotEmpty(parameter.GetProperty("description").GetString()!);
            Assert.True(parameter.GetProperty("schema").TryGetProperty("type", out _), parameter.ToString());
        });
        Assert.All(
            _document.GetProperty("components").GetProperty("schemas").EnumerateObject().SelectMany(schema => schema.Value.GetProperty("properties").EnumerateObject()),
            property => Assert.True(
                property.Value.TryGetProperty("type", out _) || property.Value.TryGetProperty("$ref", out _) || property.Value.TryGetProperty("oneOf", out _), property.ToString()));
    }

    [Theory]
    [InlineData("CreateDownloadTask", "fields,reason,segmentId")]
    [InlineData("FieldSelection", "id")]
    [InlineData("Filter", "field,operator")]
    [InlineData("SignIn", "user")]
    [InlineData("ProblemDetails", "code,detail,status,title,traceId,type")]
    public void Document_SaysWhatIsRequired(string schema, string required) => Assert.Equal(
        required,
        string.Join(',', _document.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("required").EnumerateArray()
            .Select(name => name.GetString()).Order(StringComparer.Ordinal)));

    [Fact]
    public void Document_ResolvesItsReferences()
    {
        var names = _document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(schema => $"#/components/schemas/{schema.Name}").ToHashSet();

        Assert.Empty(References(_document).Except(names));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
            property is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [property.Value.GetString()!] : References(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static IEnumerable<JsonProperty> Contents(JsonElement operation)
    {
        var answers = operation.GetProperty("responses").EnumerateObject().Select(response => response.Value);
        var all = operation.TryGetProperty("requestBody", out var body) ? answers.Append(body) : answers;
        return all.SelectMany(part => part.TryGetProperty("content", out var content) ? content.EnumerateObject() : []);
    }

    private static IEnumerable<JsonElement> Parameters((string Name, JsonElement Value) operation) =>
        operation.Value.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];

    private IEnumerable<(string Name, JsonElement Value)> Operations() => DocumentedOperations.AllOf(_document).Select(one => ($"{one.Method} {one.Path}", one.Operation));
}

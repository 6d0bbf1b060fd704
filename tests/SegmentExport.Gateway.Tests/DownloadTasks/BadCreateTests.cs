using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.DownloadTasks;

/// <summary>Everything that a create call can have wrong: a code of its own, a message that says what is allowed, and no task. Only these tests create as Dave, so that he must have none.</summary>
public sealed class BadCreateTests(RunningGateway gateway)
{
    private const string Good = """{ "segmentId": "vip-invited", "reason": "Test", "fields": [{ "id": "name", "masking": "name" }] }""";

    /// <summary>A change to the good body, the code, the part of the request that is meant, and a word of what the message must say is allowed.</summary>
    public static TheoryData<string, string, string, string> Changes => new()
    {
        { """{ "segmentId": "no-such" }""", "unknown_segment", "segmentId", "list of segments" },
        { """{ "segmentId": null }""", "unknown_segment", "segmentId", "1 to 64 characters" },
        { """{ "segmentId": "seniors" }""", "unknown_segment", "segmentId", "list of segments" },
        { """{ "reason": null }""", "reason_missing", "reason", "1 to 1000 characters" },
        { """{ "reason": "" }""", "reason_missing", "reason", "1 to 1000 characters" },
        { """{ "reason": " \t\n" }""", "reason_missing", "reason", "1 to 1000 characters" },
        { $$"""{ "reason": "{{new string('因', 1001)}}" }""", "text_too_long", "reason", "at most 1000" },
        { """{ "reason": "a\u0000b" }""", "invalid_text", "reason", "only tabs and line breaks" },
        { """{ "reason": "\u001b[2Ja" }""", "invalid_text", "reason", "only tabs and line breaks" },
        { """{ "reason": "\u009b2Ja" }""", "invalid_text", "reason", "only tabs and line breaks" },
        { """{ "fields": null }""", "no_fields", "fields", "at least one" },
        { """{ "fields": [] }""", "no_fields", "fields", "at least one" },
        { """{ "fields": [null] }""", "unknown_field", "fields[0].id", "list of fields" },
        { """{ "fields": [{ "id": "city" }, { "id": "salary" }] }""", "unknown_field", "fields[1].id", "list of fields" },
        { """{ "fields": [{ "id": "city" }, { "id": "city" }] }""", "duplicate_field", "fields[1].id", "once" },
        { $$"""{ "fields": [{{string.Join(',', Enumerable.Repeat("{\"id\":\"city\"}", 501))}}] }""", "too_many_fields", "fields", "at most 500" },
        { """{ "fields": [{ "id": "phone", "masking": "rot13" }] }""", "unknown_masking", "fields[0].masking", "phone, hash, redact" },
        { """{ "fields": [{ "id": "phone", "masking": "email" }] }""", "masking_not_allowed", "fields[0].masking", "phone, hash, redact" },
        { """{ "fields": [{ "id": "city", "masking": "redact" }] }""", "masking_not_allowed", "fields[0].masking", "cannot be masked" },
        { """{ "fields": [{ "id": "id_card" }] }""", "masking_required", "fields[0].masking", "id_card, hash, redact" },
        { """{ "fields": [{ "id": "bank_card", "masking": null }] }""", "masking_required", "fields[0].masking", "bank_card, hash, null" },
        { """{ "filters": [{ "field": "salary", "operator": "eq", "value": "1" }] }""", "unknown_field", "filters[0].field", "list of fields" },
        { """{ "filters": [{ "field": "age", "operator": "between", "value": "1" }] }""", "invalid_filter", "filters[0].operator", "contains" },
        { """{ "filters": [{ "field": "age", "operator": "ge" }] }""", "invalid_filter", "filters[0].value", "needs a value" },
        { """{ "filters": [{ "field": "age", "operator": "is_null", "value": "1" }] }""", "invalid_filter", "filters[0].value", "Leave it out" },
        { """{ "filters": [{ "field": "age", "operator": "ge", "value": "old" }] }""", "invalid_filter", "filters[0].value", "Send a value of that type" },
        { $$"""{ "filters": [{{string.Join(',', Enumerable.Repeat("""{"field":"age","operator":"ge","value":"1"}""", 51))}}] }""", "too_many_filters", "filters", "at most 50" },
        { """{ "format": "pdf" }""", "unknown_format", "format", "csv, jsonl, xlsx, parquet" },
        { """{ "origin": "phone_call" }""", "unknown_origin", "origin", "export_page, segment_list, segment_portrait" },
        { """{ "options": { "compression": "rar" } }""", "invalid_format_option", "options.compression", "deflate, zstd" },
        { """{ "options": { "delimiter": "#" } }""", "invalid_format_option", "options.delimiter", "comma" },
        { """{ "options": { "delimiter": ",," } }""", "invalid_format_option", "options.delimiter", "comma" },
        { """{ "options": { "nullText": "a\"b" } }""", "invalid_format_option", "options.nullText", "at most 16" },
        { """{ "format": "jsonl", "options": { "byteOrderMark": true } }""", "invalid_format_option", "options.byteOrderMark", "only with csv" },
        { """{ "format": "xlsx", "options": { "delimiter": ";" } }""", "invalid_format_option", "options.delimiter", "only with csv" },
        { """{ "format": "xlsx", "options": { "neutralizeFormulas": false } }""", "invalid_format_option", "options.neutralizeFormulas", "only with csv" },
        { """{ "format": "xlsx", "options": { "compression": "zstd" } }""", "invalid_format_option", "options.compression", "Allowed: deflate" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Create_WithOneThingWrong_NamesItAndMakesNoTask(string change, string code, string path, string allowed)
    {
        var body = JsonNode.Parse(Good)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            body[name] = value?.DeepClone();
        }

        var problem = await RefusedAsync(HttpStatusCode.BadRequest, code, body.ToJsonString());

        var error = Assert.Single(problem.GetProperty("errors").EnumerateArray());
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.StartsWith(path, error.GetProperty("path").GetString());
        Assert.Contains(allowed, problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Create_WithManyThingsWrong_NamesThemAll()
    {
        var problem = await RefusedAsync(
            HttpStatusCode.BadRequest, "unknown_segment", """{ "segmentId": "x", "reason": "", "fields": [{ "id": "id_card" }, { "id": "y" }], "format": "pdf", "origin": "z" }""");

        Assert.Equal(
            ["unknown_segment", "reason_missing", "masking_required", "unknown_field", "unknown_format", "unknown_origin"],
            problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString()!));
    }

    [Theory]
    [InlineData("not json", "$")]
    [InlineData("[]", "$")]
    [InlineData("\"text\"", "$")]
    [InlineData("{ \"segmentId\": ", "segmentId")]
    [InlineData("{ \"segmentId\": 7 }", "segmentId")]
    [InlineData("{ \"fields\": \"name\" }", "fields")]
    [InlineData("{ \"fields\": [{ \"id\": [] }] }", "fields[0].id")]
    [InlineData("{ \"segmentID\": \"x\" }", "segmentID")]
    [InlineData("{ \"extra\": 1 }", "extra")]
    [InlineData("{ \"reason\": \"a\", \"reason\": \"b\" }", "reason")]
    [InlineData("{ \"options\": { \"byteOrderMark\": \"yes\" } }", "options.byteOrderMark")]
    public async Task Create_WithABodyOfAnotherShape_SaysWhere(string body, string path)
    {
        var problem = await RefusedAsync(HttpStatusCode.BadRequest, "invalid_body", body);

        Assert.Equal(path, Assert.Single(problem.GetProperty("errors").EnumerateArray()).GetProperty("path").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    public async Task Create_WithoutABody_IsRefused(string body) => await RefusedAsync(HttpStatusCode.BadRequest, "invalid_body", body);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Create_WithABodyThatIsTooLarge_IsRefused(bool chunked)
    {
        using var content = new StringContent($$"""{ "reason": "{{new string('x', 300_000)}}" }""", Encoding.UTF8, "application/json");
        using var answer = await gateway.Dave.SendAsync(HttpMethod.Post, RunningGateway.Tasks, content, headers => headers.TransferEncodingChunked = chunked);

        Assert.Contains("262144", (await Problems.ReadAsync(answer, HttpStatusCode.RequestEntityTooLarge, "body_too_large")).GetProperty("detail").GetString());
        await AssertNoTaskAsync();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Create_WithABodyOfAnotherMediaType_IsRefused(string type)
    {
        using var content = new StringContent(Good, Encoding.UTF8, type);
        using var answer = await gateway.Dave.SendAsync(HttpMethod.Post, RunningGateway.Tasks, content);

        await Problems.ReadAsync(answer, HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
        await AssertNoTaskAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    public async Task Create_WithAnIdempotencyKeyThatIsNone_IsRefused(int length)
    {
        using var content = new StringContent(Good, Encoding.UTF8, "application/json");
        using var answer = await gateway.Dave.SendAsync(
            HttpMethod.Post, RunningGateway.Tasks, content, headers => headers.TryAddWithoutValidation("Idempotency-Key", length == 0 ? "two words" : new string('k', length)));

        await Problems.ReadAsync(answer, HttpStatusCode.BadRequest, "invalid_header");
        await AssertNoTaskAsync();
    }

    [Theory]
    [InlineData("finance")]
    [InlineData("no-such")]
    [InlineData("%20")]
    public async Task Create_InASpaceOfOthers_AnswersAsInOneThatDoesNotExist(string space)
    {
        using var content = new StringContent(Good, Encoding.UTF8, "application/json");
        using var answer = await gateway.Dave.SendAsync(HttpMethod.Post, $"/api/v1/spaces/{space}/download-tasks", content);

        await Problems.ReadAsync(answer, HttpStatusCode.NotFound, "space_not_found");
    }

    private async Task<JsonElement> RefusedAsync(HttpStatusCode status, string code, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await gateway.Dave.SendAsync(HttpMethod.Post, RunningGateway.Tasks, content);
        var problem = await Problems.ReadAsync(answer, status, code);
        await AssertNoTaskAsync();
        return problem;
    }

    private async Task AssertNoTaskAsync() =>
        Assert.Equal(0, (await gateway.Dave.SendForJsonAsync(HttpMethod.Get, RunningGateway.Tasks)).GetProperty("items").GetArrayLength());
}

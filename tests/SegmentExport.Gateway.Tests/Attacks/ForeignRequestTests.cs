using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Attacks;

/// <summary>Ids of another space in every member of a body, and in every parameter of a query, that takes an id: they are what an id that there is not would be.</summary>
public sealed class ForeignRequestTests(RunningGateway gateway)
{
    private const string Finance = "/api/v1/spaces/finance";
    private const string Create = $"{Finance}/download-tasks";
    private const string Query = $"{Finance}/segments/seniors/users/query";

    /// <summary>A call, a body with <c>$</c> where an id is to stand, the id of the other space, and the code of the refusal.</summary>
    public static TheoryData<string, string, string, string> Bodies => new()
    {
        { Create, """{ "segmentId": "$", "reason": "A test", "fields": [{ "id": "city" }] }""", "everyone", "unknown_segment" },
        { Create, """{ "segmentId": "seniors", "reason": "A test", "fields": [{ "id": "city" }, { "id": "$", "masking": "email" }] }""", "email", "unknown_field" },
        { Create, """{ "segmentId": "seniors", "reason": "A test", "fields": [{ "id": "city" }], "filters": [{ "field": "$", "operator": "eq", "value": "1" }] }""", "email", "unknown_field" },
        { Query, """{ "columns": ["city", "$"] }""", "email", "unknown_field" },
        { Query, """{ "filters": [{ "field": "$", "operator": "eq", "value": "1" }] }""", "email", "unknown_field" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Body_WithAnIdOfAnotherSpace_IsRefusedAsOneThatThereIsNot(string path, string body, string foreign, string code)
    {
        var (refused, unknown) = (await RefusedAsync(foreign), await RefusedAsync("nowhere"));

        // The message names the id that was found, and what is allowed here; nothing tells the two apart.
        Assert.Equal(Problems.WithoutTrace(unknown).Replace("nowhere", foreign, StringComparison.Ordinal), Problems.WithoutTrace(refused));

        Task<JsonElement> RefusedAsync(string id) => gateway.Frank.RefusedAsync(
            HttpMethod.Post, path, HttpStatusCode.BadRequest, code, JsonNode.Parse(body.Replace("$", id, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Query_WithACursorOfAnotherSpacesList_IsRefused()
    {
        // Carol is a member of both: the cursor is her own.
        var page = await gateway.Carol.SendForJsonAsync(HttpMethod.Post, "/api/v1/spaces/retail/segments/everyone/users/query", new { columns = new[] { "city" }, limit = 1 });
        var cursor = page.GetProperty("nextCursor").GetString();

        _ = await gateway.Carol.RefusedAsync(HttpMethod.Post, $"{Finance}/segments/all-customers/users/query", HttpStatusCode.BadRequest, "invalid_cursor", new { columns = new[] { "city" }, limit = 1, cursor });
    }

    [Fact]
    public async Task List_OfASubmitterOfAnotherSpace_IsEmpty()
    {
        _ = await gateway.CreateAsync();

        Assert.Empty((await gateway.Frank.SendForJsonAsync(HttpMethod.Get, $"{Create}?submitter=alice")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Audit_WithACursorOfAnotherSpace_ShowsTheOwnSpaceAlone()
    {
        var task = (await gateway.CreateAsync()).Split('/')[^1];
        _ = await gateway.CreateAsync();
        var foreign = (await gateway.Carol.SendForJsonAsync(HttpMethod.Get, "/api/v1/spaces/retail/audit?limit=1")).GetProperty("nextCursor").GetString();

        var page = await gateway.Frank.SendForJsonAsync(HttpMethod.Get, $"{Finance}/audit?limit=200&cursor={foreign}");

        Assert.DoesNotContain(task, page.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"alice\"", page.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("everyone")]
    [InlineData("high-value")]
    public async Task Segment_OfAnotherSpace_AnswersAsOneThatThereIsNot(string segment)
    {
        foreach (var (method, call) in new[] { (HttpMethod.Get, ""), (HttpMethod.Post, "/users/query") })
        {
            var (foreign, missing) = (await RefusedAsync(segment), await RefusedAsync("nowhere"));
            Assert.Equal(Problems.WithoutTrace(missing), Problems.WithoutTrace(foreign).Replace(segment, "nowhere", StringComparison.Ordinal));

            Task<JsonElement> RefusedAsync(string id) =>
                gateway.Frank.RefusedAsync(method, $"{Finance}/segments/{id}{call}", HttpStatusCode.NotFound, "segment_not_found", method == HttpMethod.Post ? new { } : null);
        }
    }
}

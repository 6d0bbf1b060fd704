using System.Net;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Spaces;

public sealed class CatalogTests(RunningGateway gateway)
{
    [Fact]
    public async Task Fields_OfASpace_SayHowEachMayBeMasked()
    {
        var fields = Items(await gateway.Alice.SendForJsonAsync(HttpMethod.Get, "/api/v1/spaces/retail/fields"));

        Assert.Equal(20, fields.Length);
        Assert.Equal(["attribute", "identity", "tag"], fields.Select(field => field.GetProperty("kind").GetString()!).Distinct().Order());
        var card = fields.Single(field => field.GetProperty("id").GetString() == "id_card");
        Assert.Equal("身份证号", card.GetProperty("name").GetString());
        Assert.True(card.GetProperty("masking").GetProperty("required").GetBoolean());
        Assert.Equal(["id_card", "hash", "redact"], card.GetProperty("masking").GetProperty("allowed").EnumerateArray().Select(rule => rule.GetString()!));
    }

    [Fact]
    public async Task Rules_WithParameters_TellThem_WithAnExampleOfTheEngine()
    {
        var fields = Items(await gateway.Alice.SendForJsonAsync(HttpMethod.Get, "/api/v1/spaces/retail/fields"));

        Assert.Equal("""{"name":"keep","first":2,"last":3,"bounds":null,"example":{"value":"AB12345678","masked":"AB***678"}}""", RuleOf(fields, "user_id", "keep"));
        Assert.Equal("""{"name":"bucket","first":null,"last":null,"bounds":[18,30,45,60],"example":{"value":"37","masked":"[30,45)"}}""", RuleOf(fields, "age", "bucket"));
        Assert.All(fields, field => Assert.Equal(
            field.GetProperty("masking").GetProperty("allowed").EnumerateArray().Select(rule => rule.GetString()),
            field.GetProperty("masking").GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("name").GetString())));
    }

    [Theory]
    [InlineData("", 7)]
    [InlineData("?search=", 7)]
    [InlineData("?search=双十", 1)]
    [InlineData("?search=客户", 2)]
    [InlineData("?search=vip", 1)]
    [InlineData("?search=没有", 0)]
    public async Task Segments_Searched_AreThoseWhoseNameHasTheText(string query, int expected)
    {
        var segments = Items(await gateway.Alice.SendForJsonAsync(HttpMethod.Get, $"/api/v1/spaces/retail/segments{query}"));

        Assert.Equal(expected, segments.Length);
    }

    [Theory]
    [InlineData("everyone", 3000)]
    [InlineData("nobody", 0)]
    public async Task Segment_ByItself_IsCounted(string segment, int rows)
    {
        var found = await gateway.Alice.SendForJsonAsync(HttpMethod.Get, $"/api/v1/spaces/retail/segments/{segment}");

        Assert.Equal(rows, found.GetProperty("rowCount").GetInt64());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("..%2F..%2Fetc")]
    [InlineData("%27%3B--")]
    public async Task Segment_ThatDoesNotExist_IsNotFound(string segment) =>
        await gateway.Alice.RefusedAsync(HttpMethod.Get, $"/api/v1/spaces/retail/segments/{segment}", HttpStatusCode.NotFound, "segment_not_found");

    [Theory]
    [InlineData("fields")]
    [InlineData("segments")]
    [InlineData("segments/seniors")]
    public async Task Space_OfOthers_AnswersAsOneThatDoesNotExist(string call)
    {
        var (foreign, missing) = (
            await gateway.Alice.RefusedAsync(HttpMethod.Get, $"/api/v1/spaces/finance/{call}", HttpStatusCode.NotFound, "space_not_found"),
            await gateway.Alice.RefusedAsync(HttpMethod.Get, $"/api/v1/spaces/no-such/{call}", HttpStatusCode.NotFound, "space_not_found"));
        await gateway.Alice.RefusedAsync(HttpMethod.Get, $"/api/v1/spaces/%20/{call}", HttpStatusCode.NotFound, "space_not_found");

        Assert.Equal(Problems.WithoutTrace(missing), Problems.WithoutTrace(foreign));
    }

    private static string RuleOf(JsonElement[] fields, string field, string rule) =>
        fields.Single(one => one.GetProperty("id").GetString() == field).GetProperty("masking").GetProperty("rules").EnumerateArray().Single(one => one.GetProperty("name").GetString() == rule).GetRawText();

    private static JsonElement[] Items(JsonElement list) => [.. list.GetProperty("items").EnumerateArray()];
}

using System.Net;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Attacks;

/// <summary>Ids of another space or another user where they stand in for one's own: cursors, keys of repetition, filters, paths.</summary>
public sealed class ForeignIdTests(RunningGateway gateway)
{
    private const string Finance = "/api/v1/spaces/finance";

    [Fact]
    public async Task List_WithACursorOfAnotherSpace_ShowsTheOwnSpaceAlone()
    {
        _ = await gateway.CreateAsync();
        _ = await gateway.CreateAsync();
        var foreign = (await gateway.Alice.SendForJsonAsync(HttpMethod.Get, $"{RunningGateway.Tasks}?limit=1")).GetProperty("nextCursor").GetString();
        Assert.NotNull(foreign);

        var page = await gateway.Frank.SendForJsonAsync(HttpMethod.Get, $"{Finance}/download-tasks?cursor={foreign}&limit=100");

        Assert.All(page.GetProperty("items").EnumerateArray(), task => Assert.Equal("finance", task.GetProperty("spaceId").GetString()));
    }

    [Fact]
    public async Task Audit_OfAnotherSpacesTask_IsEmpty()
    {
        var id = (await gateway.CreateAsync()).Split('/')[^1];

        var page = await gateway.Frank.SendForJsonAsync(HttpMethod.Get, $"{Finance}/audit?task={id}");

        Assert.Empty(page.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Create_WithAKeyThatSomebodyElseUsed_MakesATaskOfOnesOwn()
    {
        var key = $"foreign-{Guid.CreateVersion7():N}";
        var (alices, carols) = (await CreateAsync(gateway.Alice, key), await CreateAsync(gateway.Carol, key));

        Assert.NotEqual(alices.GetProperty("id").GetString(), carols.GetProperty("id").GetString());
        Assert.Equal("carol", carols.GetProperty("submitter").GetString());
    }

    [Theory]
    [InlineData("finance%2F..%2Fretail/fields")]
    [InlineData("..%2Fspaces%2Fretail/fields")]
    [InlineData("finance/download-tasks/..%2F..%2Fretail")]
    [InlineData("finance/segments/..%2F..%2F..%2Fetc%2Fpasswd")]
    [InlineData("finance/segments/..%5C..%5Cretail")]
    public async Task Path_ThatClimbs_IsNotThere(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, await gateway.Frank.StatusOfAsync(HttpMethod.Get, $"/api/v1/spaces/{path}"));

    private static async Task<JsonElement> CreateAsync(ApiUser user, string key)
    {
        using var answer = await user.SendAsync(
            HttpMethod.Post, RunningGateway.Tasks, new { segmentId = "vip-invited", reason = "Once", fields = new object[] { new { id = "city" } } }, headers => headers.Add("Idempotency-Key", key));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone();
    }
}

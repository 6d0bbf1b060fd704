using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Operations;

public sealed class OverviewTests(RunningGateway gateway)
{
    private const string Path = "/api/v1/ops/overview";

    [Fact]
    public async Task Overview_WithAnotherTag_IsAnsweredWhole()
    {
        using var first = await gateway.Olga.SendAsync(HttpMethod.Get, Path);
        var overview = await first.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.True(overview.GetProperty("databaseAnswers").GetBoolean());
        Assert.Equal(2, Assert.Single(overview.GetProperty("silos").GetProperty("items").EnumerateArray()).GetProperty("slots").GetInt32());
        Assert.NotNull(first.Headers.ETag);
        using var other = await gateway.Olga.SendAsync(HttpMethod.Get, Path, headers: headers => headers.Add("If-None-Match", "\"another\""));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Overview_OfTasksOfOthers_NamesNobody()
    {
        var task = await gateway.CompletedTask;

        var overview = await (await gateway.Olga.SendAsync(HttpMethod.Get, Path)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.NotEmpty(task);
        Assert.DoesNotContain("alice", overview, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("全部用户", overview, StringComparison.Ordinal);
        Assert.DoesNotContain("A test", overview, StringComparison.Ordinal);
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Limits;

/// <summary>What a client hears of a limit: which one, and when it frees.</summary>
public sealed class LimitTests
{
    private const string Tasks = "/api/v1/spaces/retail/download-tasks";

    [Fact]
    public async Task Requests_MoreThanAMinuteAllows_AreRefusedWithTheWait()
    {
        await using var gateway = await StartAsync(("RequestsPerUser", "3"));
        var (alice, bob) = (await ApiUser.SignInAsync(gateway.Client, "alice"), await ApiUser.SignInAsync(gateway.Client, "bob"));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await alice.StatusOfAsync(HttpMethod.Get, "/api/v1/me"));
        }

        using var refused = await alice.SendAsync(HttpMethod.Get, "/api/v1/me");

        await AssertLimitAsync(refused, "too_many_requests", TimeSpan.FromSeconds(20));
        Assert.Equal(HttpStatusCode.OK, await bob.StatusOfAsync(HttpMethod.Get, "/api/v1/me"));
        Assert.Equal(HttpStatusCode.Unauthorized, await ApiUser.Nobody(gateway.Client).StatusOfAsync(HttpMethod.Get, "/api/v1/me"));
    }

    [Fact]
    public async Task RowsAndDownloads_MoreThanAllowed_AreRefusedWithWhatIsReached()
    {
        await using var gateway = await StartAsync(("RowsPerDay", "1000"), ("DownloadsPerTask", "1"));
        var (alice, carol) = (await ApiUser.SignInAsync(gateway.Client, "alice"), await ApiUser.SignInAsync(gateway.Client, "carol"));
        var task = await alice.CreateTaskAsync("retail", "everyone", new { id = "city" });
        await carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
        await alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(60));

        using var tooManyRows = await alice.SendAsync(HttpMethod.Post, Tasks, new { segmentId = "everyone", reason = "A test", fields = new[] { new { id = "city" } } });
        await AssertLimitAsync(tooManyRows, "rows_per_day_exceeded", TimeSpan.FromDays(1));

        var link = (await alice.SendForJsonAsync(HttpMethod.Post, $"{task}/links", new { })).GetProperty("url").GetString()!;
        Assert.Equal(HttpStatusCode.OK, await alice.StatusOfAsync(HttpMethod.Get, $"{task}/file"));
        using var again = await carol.SendAsync(HttpMethod.Get, $"{task}/file");
        using var byLink = await ApiUser.Nobody(gateway.Client).SendAsync(HttpMethod.Get, link);
        using var headByLink = await ApiUser.Nobody(gateway.Client).SendAsync(HttpMethod.Head, link);
        using var rest = await alice.SendAsync(HttpMethod.Get, $"{task}/file", headers: headers => headers.Range = new RangeHeaderValue(10, null));

        Assert.Equal((HttpStatusCode.Conflict, "download_limit_reached"), (again.StatusCode, await CodeOfAsync(again)));
        Assert.Equal((HttpStatusCode.Conflict, "download_limit_reached"), (byLink.StatusCode, await CodeOfAsync(byLink)));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PartialContent), (headByLink.StatusCode, rest.StatusCode));
    }

    private static Task<GatewayProcess> StartAsync(params (string Name, string Value)[] limits) => GatewayProcess.StartAsync(
        new TempDataFolder().Path, [("SegmentExport__Sample__Users", "1000"), .. limits.Select(limit => ($"SegmentExport__Limits__{limit.Name}", limit.Value))]);

    private static async Task AssertLimitAsync(HttpResponseMessage answer, string code, TimeSpan longest)
    {
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((HttpStatusCode.TooManyRequests, code), (answer.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), longest);
        Assert.Equal(answer.Headers.RetryAfter.Delta.Value.TotalSeconds, problem.GetProperty("retryAfter").GetInt64());
    }

    private static async Task<string?> CodeOfAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString();
}

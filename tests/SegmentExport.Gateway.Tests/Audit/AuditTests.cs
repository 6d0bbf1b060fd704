using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Audit;

/// <summary>The audit over HTTP: who sees it, page by page, as JSON and CSV, and that everything is in it.</summary>
public sealed class AuditTests(RunningGateway gateway)
{
    private const string Path = "/api/v1/spaces/retail/audit";

    [Fact]
    public async Task Audit_OfATask_HasEveryCommandDenialLinkAndDownload()
    {
        var task = await gateway.CompleteAsync(new { id = "city" });
        var id = task.Split('/')[^1];
        await gateway.Carol.RefusedAsync(HttpMethod.Post, $"{task}/approve", HttpStatusCode.Conflict, "wrong_state");
        await gateway.Dave.RefusedAsync(HttpMethod.Get, $"{task}/file", HttpStatusCode.NotFound, "task_not_found");
        var link = (await gateway.Alice.SendForJsonAsync(HttpMethod.Post, $"{task}/links", new { })).GetProperty("url").GetString()!;
        using (var range = await gateway.Bob.SendAsync(HttpMethod.Get, $"{task}/file?container=zip", headers: headers => headers.Range = new RangeHeaderValue(5, 9)))
        {
            Assert.Equal(HttpStatusCode.PartialContent, range.StatusCode);
        }

        using (var linked = await gateway.Client.GetAsync(new Uri(link, UriKind.Relative), TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.OK, linked.StatusCode);
        }

        var rows = (await gateway.Carol.SendForJsonAsync(HttpMethod.Get, $"{Path}?task={id}")).GetProperty("items").EnumerateArray().Reverse()
            .Select(row => $"{Text(row, "actor")} {Text(row, "action")} {Text(row, "outcome")} {Text(row, "container")} {Text(row, "range")}".TrimEnd());

        Assert.Equal(
            ["alice submit ok", "carol approve ok", "carol approve wrong_state", "dave download task_not_found", "alice link ok", "bob download ok zip bytes=5-9", "alice link_download ok gzip"], rows);
    }

    [Fact]
    public async Task Audit_PageByPage_IsAllOfItOnce()
    {
        var task = await gateway.CreateAsync();
        var id = task.Split('/')[^1];
        for (var time = 0; time < 6; time++)
        {
            await gateway.Dave.RefusedAsync(HttpMethod.Get, task, HttpStatusCode.NotFound, "task_not_found");
        }

        var (seen, cursor) = (new List<long>(), (string?)null);
        do
        {
            var page = await gateway.Carol.SendForJsonAsync(HttpMethod.Get, $"{Path}?task={id}&limit=3{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Where(row => Text(row, "action") == "view").Select(row => row.GetProperty("id").GetInt64()));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(6, seen.Count);
        Assert.Equal(seen.OrderDescending(), seen.Distinct());
    }

    [Fact]
    public async Task Audit_AsCsv_IsAPageThatSaysWhereTheNextOneIs()
    {
        var id = (await gateway.CreateAsync()).Split('/')[^1];
        await gateway.Dave.RefusedAsync(HttpMethod.Get, $"{RunningGateway.Tasks}/{id}", HttpStatusCode.NotFound, "task_not_found");

        using var answer = await gateway.Carol.SendAsync(HttpMethod.Get, $"{Path}?task={id}&format=csv&limit=1");

        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n");
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("id,at,actor,action,outcome,taskId", lines[0], StringComparison.Ordinal);
        Assert.Contains($",dave,view,task_not_found,{id},", lines[1], StringComparison.Ordinal);
        var next = Assert.Single(answer.Headers.GetValues("Link"));
        Assert.EndsWith("; rel=\"next\"", next, StringComparison.Ordinal);
        using var second = await gateway.Carol.SendAsync(HttpMethod.Get, next[1..next.IndexOf('>', StringComparison.Ordinal)]);
        Assert.Contains($",{id},", await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_ForAnybodyButAnApprover_IsRefusedAndThatIsInIt()
    {
        foreach (var user in new[] { gateway.Alice, gateway.Bob, gateway.Dave })
        {
            await user.RefusedAsync(HttpMethod.Get, Path, HttpStatusCode.Forbidden, "not_permitted");
        }

        var page = await gateway.Carol.SendForJsonAsync(HttpMethod.Get, $"{Path}?limit=1000");
        Assert.Contains(page.GetProperty("items").EnumerateArray(), row => (Text(row, "actor"), Text(row, "action"), Text(row, "outcome")) == ("bob", "audit", "not_permitted"));
    }

    [Theory]
    [InlineData("cursor=bm8", "invalid_cursor")]
    [InlineData("cursor=%27%20OR%201=1", "invalid_cursor")]
    [InlineData("limit=1001", "invalid_parameter")]
    [InlineData("task=..%2F..%2Fetc", "invalid_parameter")]
    [InlineData("format=xml", "invalid_parameter")]
    public Task Audit_WithABadParameter_SaysWhich(string query, string code) =>
        gateway.Carol.RefusedAsync(HttpMethod.Get, $"{Path}?{query}", HttpStatusCode.BadRequest, code);

    private static string? Text(JsonElement row, string property) => row.GetProperty(property).GetString();
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.DownloadTasks;

/// <summary>Who downloaded a task's file, for those who see the task.</summary>
public sealed class DownloadListTests(RunningGateway gateway)
{
    [Fact]
    public async Task Downloads_OfATask_TellWhoWhenWhichRangeAndHowManyBytes()
    {
        var task = await gateway.CompleteAsync(new { id = "city" });
        var link = (await gateway.Alice.SendForJsonAsync(HttpMethod.Post, $"{task}/links", new { container = "plain" })).GetProperty("url").GetString()!;
        var whole = await DownloadAsync(gateway.Alice, $"{task}/file");
        await DownloadAsync(gateway.Carol, $"{task}/file?container=zip", new(5, 9));
        await gateway.Dave.RefusedAsync(HttpMethod.Get, $"{task}/file", HttpStatusCode.NotFound, "task_not_found");
        (await gateway.Alice.SendAsync(HttpMethod.Head, $"{task}/file")).Dispose();
        var plain = await gateway.Client.GetByteArrayAsync(new Uri(link, UriKind.Relative), TestContext.Current.CancellationToken);

        var downloads = (await gateway.Alice.SendForJsonAsync(HttpMethod.Get, $"{task}/downloads")).GetProperty("items").EnumerateArray().ToArray();

        Assert.Equal(
            [$"alice plain  {plain.Length} True", "carol zip bytes=5-9 5 False", $"alice gzip  {whole} False"],
            downloads.Select(item => $"{Text(item, "user")} {Text(item, "container")} {Text(item, "range")} {item.GetProperty("bytes").GetInt64()} {item.GetProperty("byLink").GetBoolean()}"));
        Assert.True(downloads[0].GetProperty("at").GetDateTimeOffset() >= downloads[^1].GetProperty("at").GetDateTimeOffset());
    }

    [Fact]
    public async Task Downloads_PageByPage_AreAllOfThemOnce()
    {
        var task = await gateway.CompleteAsync(new { id = "city" });
        for (var from = 0; from < 5; from++)
        {
            await DownloadAsync(gateway.Alice, $"{task}/file", new(from, from));
            await gateway.Dave.RefusedAsync(HttpMethod.Get, $"{task}/file", HttpStatusCode.NotFound, "task_not_found");
        }

        var (seen, cursor) = (new List<string?>(), (string?)null);
        do
        {
            var page = await gateway.Alice.SendForJsonAsync(HttpMethod.Get, $"{task}/downloads?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => Text(item, "range")));
            cursor = Text(page, "nextCursor");
        }
        while (cursor is not null);

        Assert.Equal(["bytes=4-4", "bytes=3-3", "bytes=2-2", "bytes=1-1", "bytes=0-0"], seen);
    }

    [Theory]
    [InlineData("limit=0", "invalid_parameter")]
    [InlineData("limit=201", "invalid_parameter")]
    [InlineData("limit=many", "invalid_parameter")]
    [InlineData("cursor=x", "invalid_cursor")]
    [InlineData("cursor=%27%3B--", "invalid_cursor")]
    public async Task Query_ThatIsNone_IsRefused(string query, string code) =>
        await gateway.Alice.RefusedAsync(HttpMethod.Get, $"{await gateway.CompletedTask}/downloads?{query}", HttpStatusCode.BadRequest, code);

    private static async Task<int> DownloadAsync(TestKit.Processes.ApiUser user, string path, RangeHeaderValue? range = null)
    {
        using var answer = await user.SendAsync(HttpMethod.Get, path, headers: headers => headers.Range = range);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    private static string? Text(JsonElement item, string property) => item.GetProperty(property).GetString();
}

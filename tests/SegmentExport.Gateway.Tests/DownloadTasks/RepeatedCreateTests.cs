using System.Net;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.DownloadTasks;

public sealed class RepeatedCreateTests(RunningGateway gateway)
{
    [Fact]
    public async Task Create_HundredTimesAtOnceWithOneKey_MakesOneTask()
    {
        var key = $"at-once-{Guid.CreateVersion7():N}";
        var body = new { segmentId = "vip-invited", reason = "Once", fields = new object[] { new { id = "city" } } };

        var tasks = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using var answer = await gateway.Alice.SendAsync(HttpMethod.Post, RunningGateway.Tasks, body, headers => headers.Add("Idempotency-Key", key));
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString();
        }));

        var id = Assert.Single(tasks.Distinct());
        var history = (await gateway.Alice.SendForJsonAsync(HttpMethod.Get, $"{RunningGateway.Tasks}/{id}")).GetProperty("history");
        Assert.Single(history.EnumerateArray(), entry => entry.GetProperty("event").GetString() == "submitted");
    }

    [Fact]
    public async Task List_PageByPageWhileTasksAreMade_SkipsAndRepeatsNone()
    {
        var old = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            old.Add(IdOf(await gateway.CreateAsync()));
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await gateway.Alice.SendForJsonAsync(HttpMethod.Get, $"{RunningGateway.Tasks}?mine=true&limit=4{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(task => task.GetProperty("id").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
            if (seen.Count <= 60)
            {
                await gateway.CreateAsync();
            }
        }
        while (cursor is not null);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Empty(old.Except(seen));
    }

    private static string IdOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}

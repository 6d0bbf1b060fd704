using System.Net;
using Microsoft.Data.Sqlite;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Files;

/// <summary>Links for browsers: no token at their use, and no more than the caller has.</summary>
public sealed class LinkTests(RunningGateway gateway)
{
    [Theory]
    [MemberData(nameof(CompletedFiles.Every), MemberType = typeof(CompletedFiles))]
    public async Task Link_WithoutAToken_HasTheFile(string format, string compression, string container)
    {
        var task = await gateway.TaskAsync(format, compression);
        var link = await LinkAsync(task, new { container });
        using var direct = await gateway.Alice.SendAsync(HttpMethod.Head, $"{task}/file?container={container}");
        using var answer = await gateway.Client.GetAsync(new Uri(link, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(await gateway.Alice.BytesAsync($"{task}/file?container={container}"), await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal((direct.Headers.ETag, direct.Content.Headers.ContentDisposition?.ToString()), (answer.Headers.ETag, answer.Content.Headers.ContentDisposition?.ToString()));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task Link_InRangesAndHeadersOnly_AnswersLikeTheFile()
    {
        var link = await LinkAsync(await gateway.CompletedTask, null);
        using var head = await SendAsync(HttpMethod.Head, link);
        using var range = await SendAsync(HttpMethod.Get, link, "bytes=1-3");
        using var ranges = await SendAsync(HttpMethod.Get, link, "bytes=1-3,7-7");
        using var outside = await SendAsync(HttpMethod.Get, link, "bytes=999999999-");

        Assert.Equal((HttpStatusCode.OK, "application/gzip"), (head.StatusCode, head.Content.Headers.ContentType?.MediaType));
        Assert.Equal((HttpStatusCode.PartialContent, 3), (range.StatusCode, (await range.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length));
        Assert.Equal("multipart/byteranges", ranges.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, outside.StatusCode);
    }

    [Theory]
    [InlineData(null, 5)]
    [InlineData(1, 1)]
    [InlineData(60, 60)]
    public async Task Link_IsGoodForMinutes(int? minutes, int expected)
    {
        var before = TimeProvider.System.GetUtcNow();
        var link = await gateway.Alice.SendForJsonAsync(HttpMethod.Post, $"{await gateway.CompletedTask}/links", new { minutes });

        Assert.InRange(link.GetProperty("expiresAt").GetDateTimeOffset(), before.AddMinutes(expected).AddSeconds(-1), TimeProvider.System.GetUtcNow().AddMinutes(expected));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(61)]
    public async Task Link_ForMoreOrFewerMinutes_IsRefused(int minutes)
    {
        var problem = await gateway.Alice.RefusedAsync(HttpMethod.Post, $"{await gateway.CompletedTask}/links", HttpStatusCode.BadRequest, "invalid_minutes", new { minutes });

        Assert.Contains("1 to 60", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Link_ToAContainerThatThereIsNot_IsRefused() =>
        await gateway.Alice.RefusedAsync(HttpMethod.Post, $"{await gateway.CompletedTask}/links", HttpStatusCode.BadRequest, "unknown_container", new { container = "rar" });

    [Fact]
    public async Task Link_BeforeTheTaskIsCompleted_Conflicts() =>
        await gateway.Alice.RefusedAsync(HttpMethod.Post, $"{await gateway.CreateAsync()}/links", HttpStatusCode.Conflict, "not_completed");

    [Fact]
    public async Task Link_ToATaskOfSomebodyElse_IsNotFound() =>
        await gateway.Dave.RefusedAsync(HttpMethod.Post, $"{await gateway.CompletedTask}/links", HttpStatusCode.NotFound, "task_not_found");

    [Fact]
    public async Task Link_ThatWasChangedAnywhere_IsNone()
    {
        var link = await LinkAsync(await gateway.CompletedTask, null);
        var start = link.IndexOf("link=", StringComparison.Ordinal) + "link=".Length;
        for (var i = start; i < link.Length; i++)
        {
            var other = link[i] == 'A' ? 'B' : 'A';
            await RefusedAsync($"{link[..i]}{other}{link[(i + 1)..]}", "invalid_link");
        }

        // Base64 ends in bits that carry nothing.
        foreach (var last in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".Where(last => last != link[^1]))
        {
            await RefusedAsync(link[..^1] + last, "invalid_link");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?link=")]
    [InlineData("?link=x")]
    [InlineData("?link=%00%E2%80%AE")]
    [InlineData("?link=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("?link==&link=")]
    public async Task Link_ThatIsNone_IsRefused(string query) => await RefusedAsync($"{await gateway.CompletedTask}/linked-file{query}", "invalid_link");

    [Theory]
    [InlineData("/api/v1/spaces/no%20space/download-tasks/00000000000000000000000000000000/linked-file?link=x")]
    [InlineData(RunningGateway.Tasks + "/no-task/linked-file?link=x")]
    public async Task Link_WithAPathThatCanBeNoTasks_IsNone(string link) => await RefusedAsync(link, "invalid_link");

    [Fact]
    public async Task Link_ForAnotherTask_IsNone()
    {
        var link = await LinkAsync(await gateway.CompletedTask, null);
        var token = link[link.IndexOf('?', StringComparison.Ordinal)..];

        await RefusedAsync($"{await gateway.TaskAsync("csv", "zstd")}/linked-file{token}", "invalid_link");
        await RefusedAsync($"{RunningGateway.Tasks}/00000000000000000000000000000000/linked-file{token}", "invalid_link");
        await RefusedAsync($"/api/v1/spaces/finance/download-tasks/{(await gateway.CompletedTask)[^32..]}/linked-file{token}", "invalid_link");
        await RefusedAsync($"/api/v1/spaces/nowhere/download-tasks/{(await gateway.CompletedTask)[^32..]}/linked-file{token}", "invalid_link");
    }

    [Fact]
    public async Task Link_MadeAndUsed_IsInTheAudit()
    {
        var task = await gateway.CompleteAsync(new { id = "city" });
        var link = await LinkAsync(task, new { container = "zip" });
        using var range = await SendAsync(HttpMethod.Get, link, "bytes=0-9");
        using var head = await SendAsync(HttpMethod.Head, link);
        await gateway.Alice.RefusedAsync(HttpMethod.Post, $"{task}/links", HttpStatusCode.BadRequest, "invalid_minutes", new { minutes = 99 });

        Assert.Equal(
            ["alice link ok zip ", "alice link_download ok zip bytes=0-9", "alice link_inspect ok zip ", "alice link invalid_minutes  "],
            AuditOf(task[^32..]).Where(row => row.Contains(" link", StringComparison.Ordinal)));
    }

    private async Task<string> LinkAsync(string task, object? body)
    {
        var link = await gateway.Alice.SendForJsonAsync(HttpMethod.Post, $"{task}/links", body);
        return link.GetProperty("url").GetString()!;
    }

    private async Task RefusedAsync(string link, string code)
    {
        using var answer = await SendAsync(HttpMethod.Get, link);
        _ = await Problems.ReadAsync(answer, HttpStatusCode.NotFound, code);
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string link, string? range = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(link, UriKind.Relative));
        if (range is not null)
        {
            request.Headers.TryAddWithoutValidation("Range", range);
        }

        return await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private List<string> AuditOf(string task)
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(gateway.DataPath, "segment-export.db")};Mode=ReadOnly;Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = "SELECT actor || ' ' || action || ' ' || outcome || ' ' || ifnull(container, '') || ' ' || ifnull(range, '') FROM audit WHERE task_id = @task ORDER BY audit_id;";
        command.Parameters.AddWithValue("@task", task);
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read())
        {
            found.Add(rows.GetString(0));
        }

        return found;
    }
}

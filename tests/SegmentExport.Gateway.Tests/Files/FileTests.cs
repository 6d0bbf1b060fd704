using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Files;

public sealed class FileTests(RunningGateway gateway)
{
    [Fact]
    public async Task File_BeforeItIsCompleted_ConflictsAndSaysWhy()
    {
        var task = await gateway.CreateAsync();
        foreach (var call in new[] { "file", "manifest" })
        {
            var problem = await gateway.Alice.RefusedAsync(HttpMethod.Get, $"{task}/{call}", HttpStatusCode.Conflict, "not_completed");
            Assert.Equal("in_approval", problem.GetProperty("taskStatus").GetString());
            Assert.Equal("[\"view\",\"withdraw\"]", problem.GetProperty("allowedActions").GetRawText());
        }
    }

    [Fact]
    public async Task File_OfAClosedTask_ConflictsAndSaysWhy()
    {
        var task = await gateway.CreateAsync();
        await gateway.Alice.SendForJsonAsync(HttpMethod.Post, $"{task}/withdraw");

        var problem = await gateway.Alice.RefusedAsync(HttpMethod.Get, $"{task}/file", HttpStatusCode.Conflict, "not_completed");
        Assert.Contains("withdrawn", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task File_InEveryContainer_HoldsTheSameText()
    {
        var plain = await BytesAsync("?container=plain");
        var gzip = new GZipStream(new MemoryStream(await BytesAsync("?container=gzip")), CompressionMode.Decompress);
        using var zip = new ZipArchive(new MemoryStream(await BytesAsync("?container=zip")));

        Assert.Equal(plain, await ReadAsync(gzip));
        Assert.Equal(plain, await ReadAsync(zip.Entries[0].Open()));
        Assert.Equal("about.txt", Assert.Single(zip.Entries.Skip(1)).FullName);
        Assert.Equal(await BytesAsync("?container=gzip"), await BytesAsync(""));
        Assert.StartsWith("user_id,name,address\r\nu000000000,", Encoding.UTF8.GetString(plain));
    }

    [Fact]
    public async Task File_OfAnEmptySegment_HasAHeaderAndNoRow()
    {
        var task = await gateway.Alice.CreateTaskAsync("retail", "nobody", new { id = "city" }, new { id = "age" });
        await gateway.Carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
        await gateway.Alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(30));
        using var answer = await gateway.Alice.SendAsync(HttpMethod.Get, $"{task}/file?container=plain");

        Assert.Equal("city,age\r\n", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("gzip", "application/gzip", ".csv.gz")]
    [InlineData("zip", "application/zip", ".csv.zip")]
    [InlineData("plain", "text/csv", ".csv")]
    public async Task File_SaysWhatItIsAndHowItIsCalled(string container, string type, string extension)
    {
        var task = await gateway.CompletedTask;
        var name = (await gateway.Alice.SendForJsonAsync(HttpMethod.Get, task)).GetProperty("name").GetString();
        using var answer = await gateway.Alice.SendAsync(HttpMethod.Get, $"{task}/file?container={container}");

        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(name + extension, answer.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Matches($"^\"?[A-Za-z0-9._-]+{Regex(extension)}\"?$", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("bytes", answer.Headers.AcceptRanges.ToString());
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(answer.Headers.ETag!.IsWeak);
        Assert.Equal(answer.Content.Headers.ContentLength, (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Head_AnswersWhatAGetWould()
    {
        var task = await gateway.CompletedTask;
        using var get = await gateway.Alice.SendAsync(HttpMethod.Get, $"{task}/file");
        using var head = await gateway.Alice.SendAsync(HttpMethod.Head, $"{task}/file");

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(Headers(get), Headers(head));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Head_WithARange_LooksAtTheWhole()
    {
        var task = await gateway.CompletedTask;
        using var head = await gateway.Alice.SendAsync(HttpMethod.Head, $"{task}/file", headers: headers => headers.Range = new RangeHeaderValue(0, 9));

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.True(head.Content.Headers.ContentLength > 10);
    }

    [Fact]
    public async Task File_ThatTheClientHas_IsNotSentAgain()
    {
        var task = await gateway.CompletedTask;
        using var first = await gateway.Alice.SendAsync(HttpMethod.Head, $"{task}/file");
        foreach (var tags in new[] { $"{first.Headers.ETag}", $"\"other\", W/{first.Headers.ETag}", "*" })
        {
            using var again = await gateway.Alice.SendAsync(HttpMethod.Get, $"{task}/file", headers: headers => headers.TryAddWithoutValidation("If-None-Match", tags));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        }
    }

    [Fact]
    public async Task File_ThatMustBeAnother_IsRefused()
    {
        var task = await gateway.CompletedTask;

        await gateway.Alice.RefusedAsync(
            HttpMethod.Get, $"{task}/file", HttpStatusCode.PreconditionFailed, "version_mismatch", headers: headers => headers.TryAddWithoutValidation("If-Match", "\"other\""));
    }

    [Fact]
    public async Task File_OfEachContainer_HasATagOfItsOwn()
    {
        var tags = new HashSet<string>();
        foreach (var container in new[] { "gzip", "zip", "plain" })
        {
            using var head = await gateway.Alice.SendAsync(HttpMethod.Head, $"{await gateway.CompletedTask}/file?container={container}");
            Assert.True(tags.Add(head.Headers.ETag!.Tag));
        }
    }

    [Theory]
    [InlineData("rar")]
    [InlineData("zstd")]
    [InlineData("GZIP")]
    public async Task File_InAContainerThatItDoesNotHave_SaysWhichThereAre(string container)
    {
        var problem = await gateway.Alice.RefusedAsync(
            HttpMethod.Get, $"{await gateway.CompletedTask}/file?container={container}", HttpStatusCode.BadRequest, "unknown_container");

        Assert.Contains("gzip, zip, plain", problem.GetProperty("detail").GetString());
    }

    private static string Regex(string text) => System.Text.RegularExpressions.Regex.Escape(text);

    private static string Headers(HttpResponseMessage answer) => string.Create(
        CultureInfo.InvariantCulture, $"{answer.Headers.ETag} {answer.Headers.AcceptRanges} {answer.Content.Headers.ContentLength} {answer.Content.Headers.ContentType} {answer.Content.Headers.ContentDisposition}");

    private static async Task<byte[]> ReadAsync(Stream from)
    {
        await using var source = from;
        using var all = new MemoryStream();
        await source.CopyToAsync(all);
        return all.ToArray();
    }

    private async Task<byte[]> BytesAsync(string query)
    {
        using var answer = await gateway.Alice.SendAsync(HttpMethod.Get, $"{await gateway.CompletedTask}/file{query}");
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }
}

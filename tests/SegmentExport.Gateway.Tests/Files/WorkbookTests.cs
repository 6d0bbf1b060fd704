using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Files;

/// <summary>A task in the format xlsx, from its creation to its download.</summary>
public sealed class WorkbookTests(RunningGateway gateway)
{
    private const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [Fact]
    public async Task File_OfAWorkbook_IsOneAndHasEveryRow()
    {
        var task = await CompleteAsync();
        using var answer = await gateway.Alice.SendAsync(HttpMethod.Get, $"{task}/file");
        var file = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, MediaType), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.EndsWith(".xlsx", answer.Content.Headers.ContentDisposition?.FileNameStar);
        using var zip = new ZipArchive(new MemoryStream(file));
        using var sheet = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        Assert.Equal(3001, Regex.Count(await sheet.ReadToEndAsync(TestContext.Current.CancellationToken), "<row "));

        Assert.Equal(file, (await RangeAsync(task, 0, 999)).Concat(await RangeAsync(task, 1000, file.Length)));
        _ = await gateway.Alice.RefusedAsync(HttpMethod.Get, $"{task}/file?container=gzip", HttpStatusCode.BadRequest, "unknown_container");
        var manifest = await gateway.Alice.SendForJsonAsync(HttpMethod.Get, $"{task}/manifest");
        Assert.Equal(("xlsx", "not_applicable"), (manifest.GetProperty("format").GetString(), manifest.GetProperty("formulas").GetString()));
        Assert.Equal(["xlsx", "plain"], manifest.GetProperty("containers").EnumerateArray().Select(container => container.GetProperty("name").GetString()));
    }

    private async Task<string> CompleteAsync()
    {
        var created = await gateway.Alice.SendForJsonAsync(HttpMethod.Post, RunningGateway.Tasks, new
        {
            segmentId = "everyone",
            reason = "A test",
            format = "xlsx",
            options = new { displayNames = true },
            fields = new object[] { new { id = "user_id" }, new { id = "name", masking = "name" }, new { id = "birthday" }, new { id = "lifetime_value" } },
        });
        var task = $"{RunningGateway.Tasks}/{created.GetProperty("id").GetString()}";
        await gateway.Carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
        await gateway.Alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(60));
        return task;
    }

    private async Task<byte[]> RangeAsync(string task, long from, long to)
    {
        using var answer = await gateway.Alice.SendAsync(HttpMethod.Get, $"{task}/file", headers: headers => headers.Range = new RangeHeaderValue(from, to));
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }
}

using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using SegmentExport.Gateway.Tests.OwnData;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Attacks;

/// <summary>Names, reasons and values that are formulas to a spreadsheet and reorder the text that they stand in, on their way into files, headers, the audit and the log.</summary>
public sealed class StrangeNamesTests : IAsyncLifetime
{
    private const string Tasks = "/api/v1/spaces/shop/download-tasks";
    private const string Submitter = "=cmd|' /C calc'!A0";
    private const string Approver = "+carol\u202Etxt";
    private const string Reason = "=HYPERLINK(\"http://example.com\",\"click\")\u202Eexe.\u2066fdp";
    private const string SegmentName = "@SUM(1)\u202E\u200F 客户";

    private static readonly string[] FieldNames = ["=1+1", "-2+3\u202E"];

    private readonly TempDataFolder _data = new();
    private GatewayProcess _gateway = null!;
    private ApiUser _submitter = null!;
    private ApiUser _approver = null!;

    public async ValueTask InitializeAsync()
    {
        OwnCatalog.Query(
            "COPY (SELECT 'u' || i AS id, (['=1+1', '+1+1', '-1+1', '@SUM(1)', chr(9) || '=1', '\"=1+1', ' =1+1', '=cmd|'' /C calc''!A0'])[i + 1] AS city, '=2*' || i AS note FROM range(0, 8) t(i)) "
            + $"TO '{_data.Combine("users.parquet")}' (FORMAT parquet)");
        await File.WriteAllTextAsync(_data.Combine("own.json"), Catalog(), TestContext.Current.CancellationToken);
        _gateway = await GatewayProcess.StartAsync(_data.Path, ("SegmentExport__Catalog", _data.Combine("own.json")), ("Logging__LogLevel__SegmentExport", "Trace"));
        (_submitter, _approver) = (await ApiUser.SignInAsync(_gateway.Client, Submitter), await ApiUser.SignInAsync(_gateway.Client, Approver));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Names_ThatAreFormulasAndReorderText_AreTextAndSeenWhereverTheyStand()
    {
        var csv = await CompleteAsync("csv");
        await AssertNoFormulaAsync("plain.csv", await FileAsync(csv, "plain"), "=1+1");
        await AssertNoFormulaAsync("book.xlsx", await FileAsync(await CompleteAsync("xlsx"), "xlsx"), "HYPERLINK");

        // The text that a zip has beside its file.
        await using var zip = new ZipArchive(new MemoryStream(await FileAsync(csv, "zip")));
        using var about = new StreamReader(zip.GetEntry("about.txt")!.Open());
        AssertShown(await about.ReadToEndAsync(TestContext.Current.CancellationToken), "exe.[U+2066]fdp");

        using var audit = await _approver.SendAsync(HttpMethod.Get, "/api/v1/spaces/shop/audit?format=csv");
        var rows = await audit.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        AssertShown(Encoding.UTF8.GetString(rows), "+carol[U+202E]txt");
        await AssertNoFormulaAsync("audit.csv", rows, "/C calc");

        Assert.Contains("SegmentExport is ready", _gateway.Output);
        Assert.Equal([], new[] { "\u001b", "\u202E", "\u2066", "\u200F", "/C calc", "+carol", "HYPERLINK" }.Where(text => _gateway.Output.Contains(text, StringComparison.Ordinal)));
    }

    private static string Catalog() => JsonSerializer.Serialize(new
    {
        sources = new { lake = new { kind = "duckdb", files = "*.parquet" } },
        spaces = new[]
        {
            new
            {
                id = "shop",
                name = "=1+1",
                source = "lake",
                profile = new { table = "users", key = "id" },
                fields = new[] { new { id = "city", name = FieldNames[0], kind = "attribute", column = "city" }, new { id = "note", name = FieldNames[1], kind = "attribute", column = "note" } },
                segments = new[] { new { id = "all", name = SegmentName, where = "true" } },
                members = new[]
                {
                    new { user = Submitter, permissions = Array.Empty<string>() },
                    new { user = Approver, permissions = new[] { "approve_downloads", "view_all_downloads" } },
                },
            },
        },
    });

    private static void AssertShown(string text, string visible)
    {
        Assert.Contains(visible, text);
        Assert.DoesNotContain(text, character => character is '\u202E' or '\u2066' or '\u200F' or '\u001B');
    }

    private async Task<string> CompleteAsync(string format)
    {
        var created = await _submitter.SendForJsonAsync(
            HttpMethod.Post, Tasks, new { segmentId = "all", reason = Reason, fields = new[] { new { id = "city" }, new { id = "note" } }, format, options = new { displayNames = true } });
        var task = $"{Tasks}/{created.GetProperty("id").GetString()}";
        await _approver.SendForJsonAsync(HttpMethod.Post, $"{task}/approve", new { comment = Reason });
        await _submitter.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(60));
        return task;
    }

    private async Task<byte[]> FileAsync(string task, string container)
    {
        using var answer = await _submitter.SendAsync(HttpMethod.Get, $"{task}/file?container={container}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var disposition = Assert.Single(answer.Content.Headers.GetValues("Content-Disposition"));
        Assert.All(disposition, character => Assert.InRange(character, ' ', '~'));
        Assert.DoesNotContain(answer.Content.Headers.ContentDisposition!.FileNameStar!, character => character is '\u202E' or '\u200F');
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    private async Task AssertNoFormulaAsync(string name, byte[] file, string text)
    {
        var path = _data.Combine(name);
        await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
        var opened = await Spreadsheet.OpenAsync(_data, path);
        Assert.DoesNotContain("table:formula", opened, StringComparison.Ordinal);

        // Otherwise nothing was looked into.
        Assert.Contains(text, opened, StringComparison.Ordinal);
    }
}

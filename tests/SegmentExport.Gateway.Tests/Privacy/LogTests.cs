using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Privacy;

/// <summary>Nothing in the log identifies a person, neither who uses the program nor whom it exports, whatever goes right or wrong; also at the most talkative level of ours.</summary>
public sealed partial class LogTests : IDisposable
{
    private const string Retail = "/api/v1/spaces/retail";

    /// <summary>Texts that requests carry and that a log must never have.</summary>
    private static readonly string[] Said =
        ["秘密的原因", "13912345678", "geheim@example.com", "审批意见", "搜索词", "idem-key-4711", "not-json-4711", "alice", "bob", "carol", "mallory", "eyJ", "unknown-4711", "x-field-4711"];

    private readonly TempDataFolder _data = new();

    [Fact]
    public async Task Log_AfterAllSortsOfRequests_NamesNobody()
    {
        string log, raw;
        await using (var gateway = await GatewayProcess.StartAsync(
            _data.Path,
            ("SegmentExport__Sample__Users", "2000"),
            ("SegmentExport__Packaging__MaxAttempts", "2"),
            ("SegmentExport__Packaging__RetryDelay", "00:00:00.050"),
            ("Logging__LogLevel__SegmentExport", "Trace")))
        {
            raw = RawValues();
            await UseAsync(gateway);
            log = gateway.Output;
        }

        Assert.Contains("SegmentExport is ready", log);
        Assert.Equal([], Said.Where(text => log.Contains(text, StringComparison.OrdinalIgnoreCase)));
        var personal = raw.Split('\n').ToHashSet();
        Assert.Equal([], Words().Matches(log).Select(word => word.Value).Where(personal.Contains));
    }

    public void Dispose() => _data.Dispose();

    private async Task UseAsync(GatewayProcess gateway)
    {
        var (alice, carol) = (await ApiUser.SignInAsync(gateway.Client, "alice"), await ApiUser.SignInAsync(gateway.Client, "carol"));
        await RefusalsAsync(gateway, alice);
        var fields = new object[] { new { id = "name" }, new { id = "phone" }, new { id = "email" } };
        var task = await CreateAsync(alice, fields);
        await carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve", new { comment = "审批意见 13912345678" });
        await alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, await alice.StatusOfAsync(HttpMethod.Get, $"{task}/file"));

        // A store that fails, then a source that is gone.
        var artifacts = _data.Combine("artifacts");
        Directory.Move(artifacts, artifacts + ".away");
        await File.WriteAllTextAsync(artifacts, "");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await alice.StatusOfAsync(HttpMethod.Get, $"{task}/file"));
        await FailsAsync(alice, await CreateAsync(alice, fields));
        File.Delete(artifacts);
        Directory.Move(artifacts + ".away", artifacts);
        File.Delete(_data.Combine("sample-cdp.duckdb"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await alice.StatusOfAsync(HttpMethod.Get, $"{Retail}/segments/high-value"));
    }

    private static async Task RefusalsAsync(GatewayProcess gateway, ApiUser alice)
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => ApiUser.SignInAsync(gateway.Client, "mallory"));
        using var broken = new StringContent("{ \"reason\": not-json-4711 13912345678 }", Encoding.UTF8, "application/json");
        using var refused = await alice.SendAsync(HttpMethod.Post, $"{Retail}/download-tasks", broken);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        foreach (var path in new[]
        {
            $"{Retail}/download-tasks?search=搜索词", $"{Retail}/download-tasks?submitter=bob", $"{Retail}/download-tasks?status=unknown-4711",
            $"{Retail}/segments?search=搜索词", $"{Retail}/segments/unknown-4711", "/api/v1/spaces/unknown-4711/fields", "/unknown-4711?user=alice",
        })
        {
            Assert.NotEqual(HttpStatusCode.InternalServerError, await alice.StatusOfAsync(HttpMethod.Get, path));
        }

        Assert.Equal(HttpStatusCode.BadRequest, await alice.StatusOfAsync(HttpMethod.Post, $"{Retail}/download-tasks", new
        {
            segmentId = "unknown-4711",
            reason = "秘密的原因",
            fields = new[] { new { id = "x-field-4711" } },
            filters = new[] { new { field = "age", @operator = "ge", value = "geheim@example.com" } },
        }));
    }

    private static async Task<string> CreateAsync(ApiUser alice, object[] fields)
    {
        using var answer = await alice.SendAsync(
            HttpMethod.Post,
            $"{Retail}/download-tasks",
            new
            {
                segmentId = "everyone",
                reason = "秘密的原因 13912345678",
                fields,
                filters = new[] { new { field = "email", @operator = "ne", value = "geheim@example.com" } },
            });
        return answer.EnsureSuccessStatusCode().Headers.Location!.OriginalString;
    }

    private static async Task FailsAsync(ApiUser alice, string task)
    {
        var closed = await alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "closed", TimeSpan.FromSeconds(30));
        Assert.Equal("packaging_failed", closed.GetProperty("closeReason").GetString());
    }

    private string RawValues()
    {
        using var connection = new DuckDBConnection($"Data Source={_data.Combine("sample-cdp.duckdb")};ACCESS_MODE=READ_ONLY");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT string_agg(value, chr(10)) FROM (SELECT UNNEST([name, phone, email, id_card, bank_card, device_id, user_id]) AS value FROM profile)";
        return (string)command.ExecuteScalar()!;
    }

    [GeneratedRegex(@"[\p{L}0-9@._-]+")]
    private static partial Regex Words();
}

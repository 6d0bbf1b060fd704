using System.Net;
using System.Text;
using SegmentExport.Cluster.Tests.Traces;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;
using SegmentExport.TestKit.Secrets;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Cluster.Tests.Secrets;

/// <summary>
/// Canaries in a cluster of processes: unique secrets in every masked column, exported in every format and container, with a source that fails and quotes one. Then every byte that the program has
/// written anywhere is searched: files, answers, PostgreSQL's dump and log, logs, OTLP, metrics. What the program gives out itself, and whoever reads it could use, is looked for in all of it but the
/// answers: tokens, links, passwords of zips, cursors.
/// </summary>
public sealed class ClusterCanaryTests
{
    private const string Retail = "/api/v1/spaces/retail";
    private const string Tasks = $"{Retail}/download-tasks";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static readonly (string Format, object? Options)[] Exports = [("csv", null), ("csv", new { compression = "zstd" }), ("jsonl", null), ("xlsx", null), ("parquet", null)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_OfSecrets_LeavesNoTraceOfThemInAnyByteOfTheCluster()
    {
        SecretUsers users = null!;
        using var receiver = new OtlpReceiver();
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Silos = 0,
            Gateways = 0,
            Data = folder =>
            {
                users = SecretUsers.Create(folder);
                return Task.CompletedTask;
            },
            Settings = new Dictionary<string, string>(receiver.Settings)
            {
                ["SegmentExport__Sharding__TargetRows"] = "100",
                ["SegmentExport__Packaging__MaxAttempts"] = "2",
                ["SegmentExport__Packaging__RetryDelay"] = "00:00:00.010",
                ["Logging__LogLevel__SegmentExport"] = "Trace",
            },
        });
        int[] metrics = [FreePort.Find(), FreePort.Find()];
        await Task.WhenAll(cluster.StartSilo((ServerProcess.MetricsPort, $"{metrics[0]}")).WaitUntilReadyAsync(), cluster.StartGateway((ServerProcess.MetricsPort, $"{metrics[1]}")).WaitUntilReadyAsync());
        using var answers = new RecordedAnswers();
        using var client = new HttpClient(answers) { BaseAddress = cluster.Gateways[0].Address };
        var (alice, carol) = (cluster.User("alice", client), cluster.User("carol", client));

        var found = new Findings(users);
        var traceId = "";
        foreach (var (format, options) in Exports)
        {
            traceId = await ExportAsync(alice, carol, format, options, found);
        }

        await AskAsync(alice, carol, users);
        await PageAsync(alice, carol, found);
        found.Keep("token", alice.Token);
        found.Keep("token", carol.Token);
        _ = await receiver.WaitForAsync(traceId, spans => spans.Any(span => span.Name == "segment_export.download"), Cancellation);

        // Answers show what is not masked, as they are to; nothing else knows any value at all.
        foreach (var (request, answer) in answers.All)
        {
            found.AddAnswer(request, answer);
        }

        var dump = Path.Combine(cluster.Folder, "dump.sql");
        await PostgresBackup.DumpAllAsync(cluster.Database.Superuser, dump);
        found.AddInside("database", await File.ReadAllBytesAsync(dump, Cancellation), traceId);
        found.AddInside("PostgreSQL's log", Encoding.UTF8.GetBytes((await PostgresServer.SharedAsync()).Log), "");
        found.AddInside("logs", Encoding.UTF8.GetBytes(cluster.Output), "SegmentExport is ready");
        found.AddInside("OTLP", [.. receiver.Bodies.SelectMany(body => body)], "segment_export.shard");
        foreach (var port in metrics)
        {
            using var scraped = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/metrics"), Cancellation);
            found.AddInside("metrics", await scraped.Content.ReadAsByteArrayAsync(Cancellation), "segment_export");
        }

        foreach (var file in Directory.GetFiles(cluster.Folder, "*", SearchOption.AllDirectories).Where(file => !file.Contains(SecretUsers.DatabaseFile, StringComparison.Ordinal) && file != dump))
        {
            found.AddInside(Path.GetRelativePath(cluster.Folder, file), await File.ReadAllBytesAsync(file, Cancellation), "");
        }

        Assert.Equal([], found.Places);
    }

    /// <summary>Exports everybody, and looks into the file in each container that it has.</summary>
    /// <returns>The export's trace.</returns>
    private static async Task<string> ExportAsync(ApiUser alice, ApiUser carol, string format, object? options, Findings found)
    {
        var fields = SecretUsers.Fields.Select(field => new { id = field.Field, masking = field.Rule });
        var created = await alice.SendForJsonAsync(HttpMethod.Post, Tasks, new { segmentId = "everyone", reason = "A test", fields, format, options });
        var task = $"{Tasks}/{created.GetProperty("id").GetString()}";
        await carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve", new { });
        await alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", Limit);
        var manifest = await alice.SendForJsonAsync(HttpMethod.Get, $"{task}/manifest");
        foreach (var container in manifest.GetProperty("containers").EnumerateArray().Select(container => container.GetProperty("name").GetString()!))
        {
            using var answer = await alice.SendAsync(HttpMethod.Get, $"{task}/file?container={container}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await found.AddFileAsync($"{container} of {format}", await answer.Content.ReadAsByteArrayAsync(Cancellation));
        }

        if (format is "csv" or "jsonl" && options is null)
        {
            await found.AddFileAsync($"protected zip of {format}", await ProtectedAsync(alice, task, found));
            await FollowLinkAsync(alice, task, found);
        }

        foreach (var call in new[] { "sample", "shards", "" })
        {
            _ = await alice.SendForJsonAsync(HttpMethod.Get, $"{task}/{call}".TrimEnd('/'));
        }

        return created.GetProperty("traceId").GetString()!;
    }

    /// <summary>What 7-Zip finds in the protected zip, in one piece.</summary>
    private static async Task<byte[]> ProtectedAsync(ApiUser user, string task, Findings found)
    {
        using var folder = new TempDataFolder();
        var password = (await user.SendForJsonAsync(HttpMethod.Post, $"{task}/protected-zip", new { })).GetProperty("password").GetString()!;
        found.Keep("password", password);
        var ended = TimeProvider.System.GetUtcNow() + Limit;
        while (true)
        {
            using var answer = await user.SendAsync(HttpMethod.Get, $"{task}/file?container=protected_zip");
            if (answer.IsSuccessStatusCode)
            {
                await File.WriteAllBytesAsync(folder.Combine("protected.zip"), await answer.Content.ReadAsByteArrayAsync(Cancellation), Cancellation);
                break;
            }

            // It is made in the background, and nothing tells when it is there.
            Assert.True(TimeProvider.System.GetUtcNow() < ended, $"The protected zip is not there: {await answer.Content.ReadAsStringAsync(Cancellation)}");
            await Task.Delay(20, Cancellation);
        }

        await Tool.SevenZip.CheckAsync(["x", "-bd", $"-p{password}", $"-o{folder.Combine("out")}", folder.Combine("protected.zip")], Cancellation);
        return [.. Directory.GetFiles(folder.Combine("out"), "*", SearchOption.AllDirectories).SelectMany(File.ReadAllBytes)];
    }

    /// <summary>A link, as it is, changed, and given with a range that there is not.</summary>
    private static async Task FollowLinkAsync(ApiUser user, string task, Findings found)
    {
        var link = (await user.SendForJsonAsync(HttpMethod.Post, $"{task}/links", new { })).GetProperty("url").GetString()!;
        found.Keep("link", link.Split("link=")[1]);
        var changed = link.Replace("link=", "link=x", StringComparison.Ordinal);
        Assert.NotEqual(link, changed);

        Assert.Equal(HttpStatusCode.OK, await user.StatusOfAsync(HttpMethod.Get, link));
        Assert.Equal(HttpStatusCode.NotFound, await user.StatusOfAsync(HttpMethod.Get, changed));
        using var nowhere = await user.SendAsync(HttpMethod.Get, link, headers: headers => headers.Range = new(long.MaxValue - 1, null));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, nowhere.StatusCode);
    }

    /// <summary>The next page of each list, by a cursor that is one and by one that was changed.</summary>
    private static async Task PageAsync(ApiUser alice, ApiUser carol, Findings found)
    {
        foreach (var list in new[] { $"{Tasks}?limit=1", $"{Retail}/audit?limit=1" })
        {
            var cursor = (await carol.SendForJsonAsync(HttpMethod.Get, list)).GetProperty("nextCursor").GetString()!;
            found.Keep("cursor", cursor);
            Assert.Equal(HttpStatusCode.OK, await carol.StatusOfAsync(HttpMethod.Get, $"{list}&cursor={Uri.EscapeDataString(cursor)}"));
            Assert.Equal(HttpStatusCode.BadRequest, await carol.StatusOfAsync(HttpMethod.Get, $"{list}&cursor=!{Uri.EscapeDataString(cursor)}"));
        }

        const string Users = $"{Retail}/segments/everyone/users/query";
        var place = (await alice.SendForJsonAsync(HttpMethod.Post, Users, new { limit = 1 })).GetProperty("nextCursor").GetString()!;
        found.Keep("cursor", place);
        Assert.Equal(HttpStatusCode.OK, await alice.StatusOfAsync(HttpMethod.Post, Users, new { limit = 1, cursor = place }));
        Assert.Equal(HttpStatusCode.BadRequest, await alice.StatusOfAsync(HttpMethod.Post, Users, new { limit = 1, cursor = $"x{place}" }));
    }

    /// <summary>Everything else that answers, errors above all: a condition at which the source quotes a secret, and requests that bring one along.</summary>
    private static async Task AskAsync(ApiUser alice, ApiUser carol, SecretUsers users)
    {
        Assert.Equal(
            HttpStatusCode.ServiceUnavailable,
            await alice.StatusOfAsync(HttpMethod.Post, Tasks, new { segmentId = SecretUsers.FailingSegment, reason = "A test", fields = new[] { new { id = "open" } } }));
        string[] calls = ["/api/v1/me", $"{Retail}/fields", $"{Retail}/segments", $"{Retail}/segments/everyone", $"{Retail}/segments/{SecretUsers.FailingSegment}", Tasks];
        foreach (var call in calls)
        {
            _ = await alice.StatusOfAsync(HttpMethod.Get, call);
        }

        var secret = users.Quoted.Split('\'')[21];
        foreach (var body in new object[]
        {
            new { limit = 200 }, new { filters = new[] { new { field = "salary", @operator = "ge", value = secret } } }, new { filters = new[] { new { field = "redacted", @operator = "ge", value = secret } } },
        })
        {
            _ = await alice.StatusOfAsync(HttpMethod.Post, $"{Retail}/segments/everyone/users/query", body);
            _ = await alice.StatusOfAsync(HttpMethod.Post, $"{Retail}/segments/{SecretUsers.FailingSegment}/users/query", body);
        }

        Assert.Equal(HttpStatusCode.OK, await carol.StatusOfAsync(HttpMethod.Get, $"{Retail}/audit?limit=200"));
        Assert.Equal(HttpStatusCode.OK, await carol.StatusOfAsync(HttpMethod.Get, $"{Retail}/audit?limit=200&format=csv"));
    }
}

using System.Text;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.OpenApi;

/// <summary>How each status of each operation is provoked on a gateway that works.</summary>
internal sealed class Provocations(RunningGateway gateway)
{
    private const string Retail = "/api/v1/spaces/retail";
    private const string Segment = Retail + "/segments/vip-invited";
    private const string Overview = "/api/v1/ops/overview";
    private const string Webhooks = Retail + "/webhooks";
    private const string UnknownTask = RunningGateway.Tasks + "/00000000000000000000000000000000";

    private static readonly object Task = new { segmentId = "vip-invited", reason = "A test", fields = new[] { new { id = "city" } } };

    /// <summary>The request; null where nobody knows one.</summary>
    public async Task<Provocation?> OfAsync(string operation, string status) => (operation, status) switch
    {
        ("signIn", "200") => new("/dev/sign-in", new { user = "alice" }, User: null),
        ("getConsoleSettings", "200") => new("/api/v1/console", User: null),
        ("getConsoleSettings", "400") => new("/api/v1/console", User: null, Header: ("Host", "console.example.com")),
        ("getMe", "200") => new("/api/v1/me"),
        ("listFields", "200") => new($"{Retail}/fields"),
        ("listSegments", "200") => new($"{Retail}/segments"),
        ("getSegment", "200") => new(Segment),
        ("queryUsers", "200") => new($"{Segment}/users/query", new { limit = 1 }),
        ("streamEvents", "200") => new($"{RunningGateway.Tasks}/events"),
        ("streamEvents", "400") => new($"{RunningGateway.Tasks}/events", Header: ("Last-Event-ID", "no-such-event")),
        ("createDownloadTask", "202") => new(RunningGateway.Tasks, Task),
        ("createDownloadTask", "422") => new(RunningGateway.Tasks, Task, Header: ("Idempotency-Key", await UsedKeyAsync())),
        ("listDownloadTasks", "200") => new(RunningGateway.Tasks),
        ("listAudit", "200") => new($"{Retail}/audit", User: "carol"),
        ("listAudit", "400") => new($"{Retail}/audit?limit=0", User: "carol"),
        ("listAudit", "403") => new($"{Retail}/audit"),
        ("listWebhooks", "200") => new(Webhooks, User: "carol"),
        ("listDeliveries", "200") => new($"{Webhooks}/deliveries", User: "carol"),
        ("listDeliveries", "400") => new($"{Webhooks}/deliveries?status=lost", User: "carol"),
        ("testWebhook", "202") => new($"{Webhooks}/gone/test", User: "carol"),
        ("redeliver", "200") => new($"{Webhooks}/deliveries/{await gateway.EndedDeliveryAsync("gone")}/redeliver", User: "carol"),
        ("redeliver", "409") => new($"{Webhooks}/deliveries/{await gateway.EndedDeliveryAsync("choosy")}/redeliver", User: "carol"),
        ("listWebhooks" or "listDeliveries" or "redeliver" or "testWebhook", "403") => await OfPathAsync(operation),
        ("getOverview", "200") => new(Overview, User: "olga"),
        ("getOverview", "304") => new(Overview, User: "olga", Header: ("If-None-Match", "*")),
        ("getOverview", "403") => new(Overview, User: "carol"),
        ("listDownloadTasks", "400") => new($"{RunningGateway.Tasks}?status=nope"),
        ("getDownloadTask" or "getSample" or "getManifest" or "listShards" or "listDownloads", "200") => new(await gateway.CompletedTask + Tail(operation)),
        ("listDownloads", "400") => new($"{await gateway.CompletedTask}/downloads?limit=0"),
        ("getSample", "409") => new(await WithdrawnAsync() + "/sample"),
        ("getManifest", "409") => new(await gateway.CreateAsync() + "/manifest"),
        ("withdrawDownloadTask", "200") => Decision(operation, await gateway.CreateAsync(), "alice"),
        ("approveDownloadTask" or "rejectDownloadTask", "200") => Decision(operation, await gateway.CreateAsync(), "carol"),
        ("withdrawDownloadTask", "403") => Decision(operation, await gateway.CreateAsync(), "carol"),
        ("approveDownloadTask" or "rejectDownloadTask", "403") => Decision(operation, await gateway.CreateAsync(), "alice"),
        ("withdrawDownloadTask", "409") => Decision(operation, await gateway.CompletedTask, "alice"),
        ("approveDownloadTask" or "rejectDownloadTask", "409") => Decision(operation, await WithdrawnAsync(), "carol"),
        ("withdrawDownloadTask", "412") => Decision(operation, await gateway.CreateAsync(), "alice", ("If-Match", "\"99\"")),
        ("approveDownloadTask" or "rejectDownloadTask", "412") => Decision(operation, await gateway.CreateAsync(), "carol", ("If-Match", "\"99\"")),
        ("createLink", "200") => new($"{await gateway.CompletedTask}/links", new { }),
        ("createZipPassword", "200") => new($"{await gateway.CompleteAsync(new { id = "city" })}/protected-zip", new { }),
        ("createZipPassword", "409") => new($"{await gateway.CreateAsync()}/protected-zip", new { }),
        ("createLink", "409") => new($"{await gateway.CreateAsync()}/links", new { }),
        ("getFile" or "headFile", "400") => new($"{await gateway.CompletedTask}/file?container=rar"),
        ("getFile" or "headFile", "409") => new($"{await gateway.CreateAsync()}/file"),
        ("getFile" or "headFile", "200" or "206" or "304" or "412" or "416") => new($"{await gateway.CompletedTask}/file", Header: FileHeader(status)),
        ("getLinkedFile" or "headLinkedFile", "200" or "206" or "304" or "400" or "412" or "416") => new(await LinkAsync(), User: null, Header: FileHeader(status)),
        ("getLinkedFile" or "headLinkedFile", "404") => new($"{await gateway.CompletedTask}/linked-file?link=changed", User: null),
        ("startup" or "live" or "ready", "200") => new($"/health/{operation}", User: null),

        // What goes for whole groups of operations.
        (_, "401") => await OfPathAsync(operation) with { User = null },
        (_, "404") => await OfPathAsync(operation) is var known ? known with { Path = known.Path.Replace("/retail", "/nowhere", StringComparison.Ordinal) } : null,
        (_, "400") when await OfPathAsync(operation) is { Body: not null } known => known with { Body = Json("{") },
        (_, "413") => await OfPathAsync(operation) with { Body = Json(new string(' ', 2 * 1024 * 1024) + "{}"), Header = ("Expect", "100-continue") },
        (_, "415") => await OfPathAsync(operation) with { Body = new StringContent("a text", Encoding.UTF8, "text/plain") },
        _ => null,
    };

    private static Provocation Decision(string operation, string task, string user, (string Name, string Value)? header = null) => new(task + Tail(operation), new { comment = "A test" }, user, header);

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static (string Name, string Value)? FileHeader(string status) => status switch
    {
        "206" => ("Range", "bytes=0-0"),
        "304" => ("If-None-Match", "*"),
        "400" => ("Range", "bytes=one-two"),
        "412" => ("If-Match", "\"another\""),
        "416" => ("Range", "bytes=999999999-"),
        _ => null,
    };

    private static string Tail(string operation) => operation switch
    {
        "getSample" => "/sample",
        "getManifest" => "/manifest",
        "listShards" => "/shards",
        "listDownloads" => "/downloads",
        "withdrawDownloadTask" => "/withdraw",
        "approveDownloadTask" => "/approve",
        "rejectDownloadTask" => "/reject",
        "createLink" => "/links",
        "createZipPassword" => "/protected-zip",
        "getFile" or "headFile" => "/file",
        _ => "",
    };

    /// <summary>A request that the operation takes, as far as who sends it, the space and the body go.</summary>
    private async Task<Provocation> OfPathAsync(string operation) => operation switch
    {
        "signIn" => new("/dev/sign-in", new { user = "alice" }, User: null),
        "createDownloadTask" => new(RunningGateway.Tasks, Task),
        "listDownloadTasks" => new(RunningGateway.Tasks),
        "streamEvents" => new($"{RunningGateway.Tasks}/events"),
        "listAudit" => new($"{Retail}/audit"),
        "listWebhooks" => new(Webhooks),
        "listDeliveries" => new($"{Webhooks}/deliveries"),
        "redeliver" => new($"{Webhooks}/deliveries/1/redeliver"),
        "testWebhook" => new($"{Webhooks}/gone/test"),
        "getOverview" => new(Overview),
        "getMe" or "listFields" or "listSegments" or "getSegment" or "queryUsers" => (await OfAsync(operation, "200"))!,
        "withdrawDownloadTask" or "approveDownloadTask" or "rejectDownloadTask" or "createLink" or "createZipPassword" => new(UnknownTask + Tail(operation), new { }),
        _ => new(UnknownTask + Tail(operation)),
    };

    private async Task<string> UsedKeyAsync()
    {
        var key = Guid.CreateVersion7().ToString();
        using var answer = await gateway.Alice.SendAsync(
            HttpMethod.Post, RunningGateway.Tasks, new { segmentId = "nobody", reason = "Another", fields = new[] { new { id = "city" } } }, headers => headers.Add("Idempotency-Key", key));
        answer.EnsureSuccessStatusCode();
        return key;
    }

    private async Task<string> WithdrawnAsync()
    {
        var task = await gateway.CreateAsync();
        await gateway.Alice.SendForJsonAsync(HttpMethod.Post, $"{task}/withdraw");
        return task;
    }

    private async Task<string> LinkAsync() => (await gateway.Alice.SendForJsonAsync(HttpMethod.Post, $"{await gateway.CompletedTask}/links", new { })).GetProperty("url").GetString()!;
}

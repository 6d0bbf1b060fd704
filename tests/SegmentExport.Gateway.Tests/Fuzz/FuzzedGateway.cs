using System.Net.Http.Json;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Fuzz;

/// <summary>A gateway process of its own, since fuzz makes and decides tasks as anybody; with tasks in several states, and what is needed to ask for them.</summary>
public sealed class FuzzedGateway : IAsyncLifetime
{
    private static readonly string[] Users = ["alice", "bob", "carol", "dave", "erin", "frank", "olga"];

    private readonly TempDataFolder _data = new();
    private GatewayProcess _process = null!;

    public Uri Address => _process.Address;

    /// <summary>What it has printed so far.</summary>
    public string Output => _process.Output;

    internal DocumentedOperations Documented { get; private set; } = null!;

    internal KnownValues Known { get; } = new();

    internal List<string> Tokens { get; } = [];

    public async ValueTask InitializeAsync()
    {
        _process = await GatewayProcess.StartAsync(_data.Path, ("SegmentExport__Sample__Users", "300"), ("SegmentExport__Sharding__TargetRows", "100"));
        Documented = await DocumentedOperations.ReadAsync(_process.Client);
        foreach (var user in Users)
        {
            Tokens.Add(await TokenAsync(user));
        }

        var (alice, carol) = (ApiUser.WithToken(_process.Client, Tokens[0]), ApiUser.WithToken(_process.Client, Tokens[2]));
        foreach (var (action, status) in ((string?, string)[])[(null, "in_approval"), ("reject", "closed"), ("approve", "completed"), ("approve", "completed")])
        {
            await AddTaskAsync(alice, carol, action, status);
        }

        var list = await alice.SendForJsonAsync(HttpMethod.Get, $"{RunningGateway.Tasks}?limit=2");
        Known.Add("cursor", list.GetProperty("nextCursor").GetString()!);
        var page = await alice.SendForJsonAsync(HttpMethod.Post, "/api/v1/spaces/retail/segments/everyone/users/query", new { columns = new[] { "city" }, limit = 2 });
        Known.Add("cursor", page.GetProperty("nextCursor").GetString()!);
    }

    /// <summary>Whether it still answers.</summary>
    public async Task<bool> IsWellAsync() => (await _process.Client.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode;

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _data.Dispose();
    }

    private async Task<string> TokenAsync(string user)
    {
        using var answer = await _process.Client.PostAsJsonAsync(new Uri("/dev/sign-in", UriKind.Relative), new { user });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }

    private async Task AddTaskAsync(ApiUser alice, ApiUser carol, string? action, string status)
    {
        var task = await alice.CreateTaskAsync("retail", "everyone", new { id = "user_id" }, new { id = "city" });
        Known.Add("task", task[^32..]);
        if (action is not null)
        {
            await carol.SendForJsonAsync(HttpMethod.Post, $"{task}/{action}");
        }

        await alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == status, TimeSpan.FromSeconds(60));
        if (status == "completed")
        {
            var link = (await alice.SendForJsonAsync(HttpMethod.Post, $"{task}/links")).GetProperty("url").GetString()!;
            Known.Add("link", link[(link.IndexOf("link=", StringComparison.Ordinal) + "link=".Length)..]);
            using var file = await alice.SendAsync(HttpMethod.Head, $"{task}/file");
            Known.Add("If-Match", $"{file.Headers.ETag}");
            Known.Add("If-None-Match", $"{file.Headers.ETag}");
            Known.Add("If-Range", $"{file.Headers.ETag}");
        }
    }
}

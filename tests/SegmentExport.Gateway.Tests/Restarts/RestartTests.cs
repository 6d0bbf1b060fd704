using System.Security.Cryptography;
using System.Text.Json;
using SegmentExport.TestKit.Processes;
using SegmentExport.TestKit.Webhooks;

namespace SegmentExport.Gateway.Tests.Restarts;

/// <summary>Real processes, killed: nothing that was acknowledged is lost, and the file is the same to the byte.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly (string, string)[] _settings;
    private readonly WebhookReceiver _hooks = new();

    public RestartTests() => _settings =
    [
        ("SegmentExport__Sample__Users", "20000"),
        ("SegmentExport__Sharding__TargetRows", "500"),
        ("SegmentExport__Packaging__Slots", "1"),
        .. _hooks.SettingsFor("retail"),
    ];

    private static readonly object[] Fields =
        [new { id = "user_id" }, new { id = "name", masking = "name" }, new { id = "phone", masking = "phone" }, new { id = "email", masking = "hash" }, new { id = "city" }];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("segment-export-");

    [Fact]
    public async Task Kill_WhilePacking_GoesOnAndGivesTheSameFile()
    {
        string task, undisturbed;
        await using (var gateway = await GatewayProcess.StartAsync(_data.FullName, _settings))
        {
            undisturbed = await ExportAsync(gateway, await CreateAsync(gateway));
            task = await CreateAsync(gateway);
            var alice = await ApiUser.SignInAsync(gateway.Client, "alice");
            await alice.WaitForAsync(task, state => ShardsDone(state) >= 5, TimeSpan.FromSeconds(60));
            await gateway.KillAsync();
        }

        for (var round = 0; round < 2; round++)
        {
            await using var again = await GatewayProcess.StartAsync(_data.FullName, _settings);
            var alice = await ApiUser.SignInAsync(again.Client, "alice");
            var before = ShardsDone(await alice.SendForJsonAsync(HttpMethod.Get, task));
            Assert.True(before >= 5, "Shards that had been acknowledged are gone.");
            await alice.WaitForAsync(task, state => ShardsDone(state) >= Math.Min(before + 5, 40), TimeSpan.FromSeconds(60));
            await again.KillAsync();
        }

        // The endpoint was away all the while, and hears of what happened before each of the kills.
        _hooks.Start();
        await using var last = await GatewayProcess.StartAsync(_data.FullName, _settings);
        Assert.Equal(undisturbed, await ExportAsync(last, task));
        var told = new List<string>();
        while (!new[] { "submitted", "approved", "packed", "completed" }.All(told.Contains))
        {
            var (_, message) = await _hooks.Taken.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));
            if (task.EndsWith(message.GetProperty("data").GetProperty("taskId").GetString()!, StringComparison.Ordinal))
            {
                told.Add(message.GetProperty("type").GetString()!.Split('.')[1]);
            }
        }
    }

    public void Dispose()
    {
        _hooks.Dispose();
        _data.Delete(recursive: true);
    }

    private static int ShardsDone(JsonElement state) => state.GetProperty("packaging").GetProperty("shardsDone").GetInt32();

    private static async Task<string> CreateAsync(GatewayProcess gateway)
    {
        var alice = await ApiUser.SignInAsync(gateway.Client, "alice");
        return await alice.CreateTaskAsync("retail", "everyone", Fields);
    }

    private static async Task<string> ExportAsync(GatewayProcess gateway, string task)
    {
        var carol = await ApiUser.SignInAsync(gateway.Client, "carol");
        await carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve", new { comment = "go" });
        await carol.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(120));
        using var file = await carol.SendAsync(HttpMethod.Get, $"{task}/file?container=gzip");
        file.EnsureSuccessStatusCode();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(await file.Content.ReadAsStreamAsync()));
    }
}

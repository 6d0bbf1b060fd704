using System.Security.Cryptography;
using System.Text.Json;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Exports;

/// <summary>The export that all tests of a cluster make: everybody, with masks of several kinds.</summary>
internal static class ClusterExport
{
    private static readonly object[] Fields =
        [new { id = "user_id" }, new { id = "name", masking = "name" }, new { id = "phone", masking = "phone" }, new { id = "email", masking = "hash" }, new { id = "city" }];

    public static Task<string> CreateAsync(ApiUser user) => user.CreateTaskAsync("retail", "everyone", Fields);

    /// <summary>Approves, waits for the file, and downloads it.</summary>
    /// <returns>The file's SHA-256.</returns>
    public static async Task<string> CompleteAsync(ApiUser approver, ApiUser reader, string task, TimeSpan limit)
    {
        await approver.SendForJsonAsync(HttpMethod.Post, $"{task}/approve", new { comment = "go" });
        await reader.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", limit);
        return await DownloadAsync(reader, task);
    }

    public static async Task<string> DownloadAsync(ApiUser reader, string task)
    {
        using var file = await reader.SendAsync(HttpMethod.Get, $"{task}/file?container=gzip");
        Assert.True(file.IsSuccessStatusCode, $"The file of {task} was answered with {(int)file.StatusCode}: {(file.IsSuccessStatusCode ? "" : await file.Content.ReadAsStringAsync())}");
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(await file.Content.ReadAsStreamAsync()));
    }

    /// <summary>What one process alone makes of the same data with the same key.</summary>
    public static async Task<string> OnOneSiloAsync(ClusterProcesses cluster)
    {
        var data = Directory.CreateDirectory(Path.Combine(cluster.Folder, "alone")).FullName;
        var settings = cluster.Settings.Where(setting => !setting.Key.Contains("__Cluster__", StringComparison.Ordinal) && !setting.Key.Contains("__Artifacts__", StringComparison.Ordinal));
        await using var alone = await GatewayProcess.StartAsync(Programs.Gateway, data, [.. settings.Select(setting => (setting.Key, setting.Value))]);
        var (alice, carol) = (await ApiUser.SignInAsync(alone.Client, "alice"), await ApiUser.SignInAsync(alone.Client, "carol"));
        return await CompleteAsync(carol, alice, await CreateAsync(alice), TimeSpan.FromSeconds(120));
    }

    public static int ShardsDone(JsonElement state) => state.GetProperty("packaging").GetProperty("shardsDone").GetInt32();

    /// <summary>How many shards of a task each silo has packed.</summary>
    public static async Task<Dictionary<string, int>> PackedByAsync(ClusterProcesses cluster, string task) =>
        (await cluster.PackedPartsAsync(task)).GroupBy(part => part.Silo).ToDictionary(group => group.Key, group => group.Count());
}

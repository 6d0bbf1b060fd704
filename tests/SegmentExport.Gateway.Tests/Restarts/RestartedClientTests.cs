using System.Net;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Events;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Restarts;

/// <summary>A gateway that dies takes nothing with it that a client needs.</summary>
public sealed class RestartedClientTests : IDisposable
{
    private static readonly (string, string)[] Settings = [("SegmentExport__Sample__Users", "5000"), ("SegmentExport__Sharding__TargetRows", "100"), ("SegmentExport__Packaging__Slots", "1")];

    private readonly TempDataFolder _data = new();

    [Fact]
    public async Task Kill_InTheMiddleOfEvents_TheNextConnectionTellsTheLastState()
    {
        string id, lastId;
        await using (var gateway = await GatewayProcess.StartAsync(_data.Path, Settings))
        {
            var alice = await ApiUser.SignInAsync(gateway.Client, "alice");
            var (client, _) = await EventClient.ConnectAsync(alice);
            var task = await alice.CreateTaskAsync("retail", "everyone", new { id = "city" });
            id = task[(task.LastIndexOf('/') + 1)..];
            await client.ReadUntilAsync(told => told.GetProperty("id").GetString() == id);
            lastId = client.LastId;

            // Not read any more: approved, and then the process dies.
            var carol = await ApiUser.SignInAsync(gateway.Client, "carol");
            await carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
            await gateway.KillAsync();
            await client.DisposeAsync();
        }

        await using var again = await GatewayProcess.StartAsync(_data.Path, Settings);
        var (second, resumed) = await EventClient.ConnectAsync(await ApiUser.SignInAsync(again.Client, "alice"), lastId);
        await using var _ = second;

        Assert.True(resumed);
        var seen = await second.ReadUntilAsync(told => told.GetProperty("id").GetString() == id && told.GetProperty("status").GetString() == "completed");
        Assert.Equal("approved", seen[0].GetProperty("decision").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Create_AgainWithTheSameKeyAfterARestart_AnswersTheSameTask()
    {
        string? first;
        await using (var gateway = await GatewayProcess.StartAsync(_data.Path, Settings))
        {
            first = (await CreateAsync(gateway, "vip-invited", HttpStatusCode.Accepted)).GetProperty("id").GetString();
            await gateway.KillAsync();
        }

        await using var again = await GatewayProcess.StartAsync(_data.Path, Settings);
        Assert.Equal(first, (await CreateAsync(again, "vip-invited", HttpStatusCode.Accepted)).GetProperty("id").GetString());
        Assert.Equal("idempotency_key_reused", (await CreateAsync(again, "everyone", HttpStatusCode.UnprocessableEntity)).GetProperty("code").GetString());
    }

    public void Dispose() => _data.Dispose();

    private static async Task<JsonElement> CreateAsync(GatewayProcess gateway, string segment, HttpStatusCode expected)
    {
        var alice = await ApiUser.SignInAsync(gateway.Client, "alice");
        using var answer = await alice.SendAsync(
            HttpMethod.Post,
            "/api/v1/spaces/retail/download-tasks",
            new { segmentId = segment, reason = "Once", fields = new object[] { new { id = "city" } } },
            headers => headers.Add("Idempotency-Key", "the-same"));
        Assert.Equal(expected, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone();
    }
}

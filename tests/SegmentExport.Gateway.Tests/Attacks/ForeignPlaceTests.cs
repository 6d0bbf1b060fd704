using System.Net;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Events;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Attacks;

/// <summary>Headers that name something of another space: the place in a stream of events, the key of a repetition.</summary>
public sealed class ForeignPlaceTests : IAsyncLifetime
{
    private readonly TempDataFolder _data = new();
    private GatewayProcess _gateway = null!;
    private ApiUser _alice = null!;
    private ApiUser _carol = null!;
    private ApiUser _frank = null!;

    public async ValueTask InitializeAsync()
    {
        await SampleData.CopyToAsync(_data.Path);
        _gateway = await GatewayProcess.StartAsync(_data.Path);
        _alice = await ApiUser.SignInAsync(_gateway.Client, "alice");
        _carol = await ApiUser.SignInAsync(_gateway.Client, "carol");
        _frank = await ApiUser.SignInAsync(_gateway.Client, "frank");
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Events_FromAPlaceOfAnotherSpace_ShowTheOwnSpaceAlone()
    {
        var (retail, _) = await EventClient.ConnectAsync(_alice);
        await using var alices = retail;
        _ = await _alice.CreateTaskAsync("retail", "vip-invited", new { id = "city" });
        _ = await retail.ReadAsync();
        var place = retail.LastId;
        _ = await _alice.CreateTaskAsync("retail", "vip-invited", new { id = "city" });

        // The other space's place, and one before all that ever happened.
        foreach (var foreign in new[] { place, "0-0-~" })
        {
            // Where the other space is further on than this one, its place is none here, and the stream begins anew.
            var (stream, _) = await EventClient.ConnectAsync(_frank, foreign, "finance");
            await using var franks = stream;
            var own = await _frank.CreateTaskAsync("finance", "seniors", new { id = "city" });
            var seen = await stream.ReadUntilAsync(task => task.GetProperty("id").GetString() == own.Split('/')[^1]);
            Assert.All(seen, task => Assert.Equal("finance", task.GetProperty("spaceId").GetString()));
        }
    }

    [Fact]
    public async Task Create_WithAKeyThatWasUsedInAnotherSpace_MakesATaskThere()
    {
        var (retail, finance) = (await CreateAsync("retail", "vip-invited"), await CreateAsync("finance", "seniors"));

        Assert.NotEqual(retail.GetProperty("id").GetString(), finance.GetProperty("id").GetString());
        Assert.Equal("finance", finance.GetProperty("spaceId").GetString());

        async Task<JsonElement> CreateAsync(string space, string segment)
        {
            using var answer = await _carol.SendAsync(
                HttpMethod.Post,
                $"/api/v1/spaces/{space}/download-tasks",
                new { segmentId = segment, reason = "Once", fields = new object[] { new { id = "city" } } },
                headers => headers.Add("Idempotency-Key", "one-key"));
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone();
        }
    }
}

using System.Net;
using SegmentExport.Gateway.Tests.Support;
using SegmentExport.Sources.Sample;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Faults;

/// <summary>The source's file goes away while the program runs.</summary>
public sealed class SourceFaultTests : IAsyncLifetime
{
    private readonly TempDataFolder _data = new();
    private GatewayProcess _gateway = null!;
    private ApiUser _alice = null!;

    private string Source => _data.Combine("sample-cdp.duckdb");

    public async ValueTask InitializeAsync()
    {
        _gateway = await GatewayProcess.StartAsync(
            _data.Path, ("SegmentExport__Sample__Users", "10000"), ("SegmentExport__Sharding__TargetRows", "100"), ("SegmentExport__Packaging__Slots", "1"));
        _alice = await ApiUser.SignInAsync(_gateway.Client, "alice");
    }

    [Fact]
    public async Task SourceFile_GoneWhilePacking_ClosesTheTaskWithAReasonAndLeavesNoPart()
    {
        var task = await _alice.CreateTaskAsync("retail", "everyone", new { id = "user_id" }, new { id = "address" });
        await _alice.WaitForAsync(task, state => state.GetProperty("packaging").GetProperty("shardsDone").GetInt32() >= 2, TimeSpan.FromSeconds(30));
        File.Move(Source, Source + ".away");

        var closed = await _alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "closed", TimeSpan.FromSeconds(30));
        var failure = closed.GetProperty("packaging").GetProperty("failure");
        Assert.Equal("packaging_failed", closed.GetProperty("closeReason").GetString());
        Assert.Equal("source_unavailable", failure.GetProperty("code").GetString());
        Assert.Contains("cdp", failure.GetProperty("message").GetString());
        Assert.DoesNotContain(_data.Path, failure.GetProperty("message").GetString());
        await _alice.WaitForAsync(task, _ => Parts().Length == 0, TimeSpan.FromSeconds(30));
        await _alice.RefusedAsync(HttpMethod.Get, $"{task}/file", HttpStatusCode.Conflict, "not_completed");
    }

    [Fact]
    public async Task SourceFile_Gone_RefusesNewTasksUntilItIsBack()
    {
        var body = new { segmentId = "everyone", reason = "Test", fields = new[] { new { id = "city" } } };
        File.Move(Source, Source + ".away");

        await _alice.RefusedAsync(HttpMethod.Post, RunningGateway.Tasks, HttpStatusCode.ServiceUnavailable, "source_unavailable", body);
        using var unavailable = await _alice.SendAsync(HttpMethod.Post, RunningGateway.Tasks, body);
        Assert.InRange(unavailable.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        await _alice.RefusedAsync(HttpMethod.Get, "/api/v1/spaces/retail/segments/everyone", HttpStatusCode.ServiceUnavailable, "source_unavailable");
        Assert.Equal(0, (await _alice.SendForJsonAsync(HttpMethod.Get, RunningGateway.Tasks)).GetProperty("items").GetArrayLength());

        File.Move(Source + ".away", Source);
        Assert.Equal(HttpStatusCode.Accepted, await _alice.StatusOfAsync(HttpMethod.Post, RunningGateway.Tasks, body));
    }

    [Fact]
    public async Task SourceFile_Replaced_RefusesACursorOfTheOldOne()
    {
        const string Users = "/api/v1/spaces/retail/segments/everyone/users/query";
        var cursor = (await _alice.SendForJsonAsync(HttpMethod.Post, Users, new { limit = 1 })).GetProperty("nextCursor").GetString();
        await SampleCdp.CreateAsync(Source + ".new", 500, TestContext.Current.CancellationToken);
        File.Move(Source + ".new", Source, overwrite: true);

        await _alice.RefusedAsync(HttpMethod.Post, Users, HttpStatusCode.Conflict, "source_changed", new { limit = 1, cursor });
        Assert.Equal(500, (await _alice.SendForJsonAsync(HttpMethod.Post, Users, new { limit = 1 })).GetProperty("rowsTotal").GetInt64());
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _data.Dispose();
    }

    private string[] Parts() => Directory.GetFiles(_data.Path, "*.part*", SearchOption.AllDirectories);
}

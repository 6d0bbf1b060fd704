using System.Net;
using Microsoft.Extensions.Time.Testing;
using SegmentExport.Gateway.Tests.Support;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Restarts;

/// <summary>
/// A deadline that passes while the program is down. A process is killed; what is started after it has its clock so much ahead.
/// </summary>
public sealed class DeadlineTests : IAsyncLifetime
{
    private readonly TempDataFolder _data = new();
    private string _task = "";
    private string _link = "";
    private DateTimeOffset _expiresAt;

    public async ValueTask InitializeAsync()
    {
        await SampleData.CopyToAsync(_data.Path);
        await using var gateway = await GatewayProcess.StartAsync(_data.Path);
        var (alice, carol) = (await ApiUser.SignInAsync(gateway.Client, "alice"), await ApiUser.SignInAsync(gateway.Client, "carol"));
        _task = await alice.CreateTaskAsync("retail", "everyone", new { id = "city" });
        await carol.SendForJsonAsync(HttpMethod.Post, $"{_task}/approve");
        var completed = await alice.WaitForAsync(_task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(60));
        _expiresAt = completed.GetProperty("expiresAt").GetDateTimeOffset();
        _link = (await alice.SendForJsonAsync(HttpMethod.Post, $"{_task}/links", new { minutes = 60 })).GetProperty("url").GetString()!;
        await gateway.KillAsync();
    }

    [Fact]
    public async Task Restart_BeforeTheDeadline_StillHasTheFile_AndALinkEndsWithIt()
    {
        var clock = new FakeTimeProvider(_expiresAt - TimeSpan.FromSeconds(1));
        await using var app = await ClockedGateway.StartAsync(_data.Path, clock);
        var alice = await app.SignInAsync("alice");

        Assert.Equal(HttpStatusCode.OK, await alice.StatusOfAsync(HttpMethod.Get, $"{_task}/file"));
        Assert.NotEmpty(Parts());

        // Its minutes would reach beyond the file's end; it tells its own in whole seconds.
        var made = await alice.SendForJsonAsync(HttpMethod.Post, $"{_task}/links", new { minutes = 60 });
        var link = made.GetProperty("url").GetString()!;
        Assert.InRange(made.GetProperty("expiresAt").GetDateTimeOffset(), _expiresAt - TimeSpan.FromSeconds(1), _expiresAt);
        Assert.Equal(HttpStatusCode.OK, await alice.StatusOfAsync(HttpMethod.Get, link));
        clock.Advance(TimeSpan.FromSeconds(2));
        await alice.RefusedAsync(HttpMethod.Get, link, HttpStatusCode.Gone, "link_expired", headers: headers => headers.Range = new(0, 9));
        Assert.Equal(HttpStatusCode.Gone, await alice.StatusOfAsync(HttpMethod.Head, link));
    }

    [Fact]
    public async Task Restart_AfterTheDeadline_Answers410ToTheFirstRequestAndDeletesTheParts()
    {
        // The deadline is kept more finely than the answer tells it.
        await using var app = await ClockedGateway.StartAsync(_data.Path, new FakeTimeProvider(_expiresAt + TimeSpan.FromMilliseconds(1)));
        var alice = await app.SignInAsync("alice");

        await alice.RefusedAsync(HttpMethod.Get, $"{_task}/file", HttpStatusCode.Gone, "expired");
        await alice.RefusedAsync(HttpMethod.Get, $"{_task}/manifest", HttpStatusCode.Gone, "expired");
        var state = await alice.WaitForAsync(_task, _ => Parts().Length == 0, TimeSpan.FromSeconds(30));
        Assert.Equal("expired", state.GetProperty("status").GetString());
        Assert.Equal(_expiresAt, state.GetProperty("expiresAt").GetDateTimeOffset());
        Assert.Equal("[\"view\"]", state.GetProperty("allowedActions").GetRawText());
    }

    [Fact]
    public async Task Restart_AfterTheDeadline_Answers410ToAllThatWantsTheFile()
    {
        await using var app = await ClockedGateway.StartAsync(_data.Path, new FakeTimeProvider(_expiresAt + TimeSpan.FromMilliseconds(1)));
        var alice = await app.SignInAsync("alice");

        await alice.RefusedAsync(HttpMethod.Get, $"{_task}/sample", HttpStatusCode.Gone, "expired");
        await alice.RefusedAsync(HttpMethod.Get, $"{_task}/manifest", HttpStatusCode.Gone, "expired");
        await alice.RefusedAsync(HttpMethod.Post, $"{_task}/links", HttpStatusCode.Gone, "expired", new { });
        await alice.RefusedAsync(HttpMethod.Post, $"{_task}/protected-zip", HttpStatusCode.Gone, "expired", new { });
        await alice.RefusedAsync(HttpMethod.Get, _link, HttpStatusCode.Gone, "link_expired");
        Assert.Equal(HttpStatusCode.Gone, await alice.StatusOfAsync(HttpMethod.Head, _link));
        Assert.Equal(HttpStatusCode.Gone, await alice.StatusOfAsync(HttpMethod.Head, $"{_task}/file"));
        await alice.RefusedAsync(HttpMethod.Get, $"{_task}/file", HttpStatusCode.Gone, "expired");
    }

    [Fact]
    public async Task Restart_AfterTheDeadline_ListsTheTaskAsExpired()
    {
        await using var app = await ClockedGateway.StartAsync(_data.Path, new FakeTimeProvider(_expiresAt + TimeSpan.FromMilliseconds(1)));
        var list = await (await app.SignInAsync("alice")).SendForJsonAsync(HttpMethod.Get, $"{RunningGateway.Tasks}?status=expired");

        Assert.Equal("expired", Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Restart_AfterTheDeadline_DeletesThePartsThoughNobodyAsks()
    {
        var clock = new FakeTimeProvider(_expiresAt + TimeSpan.FromMinutes(1));
        Assert.NotEmpty(Parts());
        await using var app = await ClockedGateway.StartAsync(_data.Path, clock);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Parts().Length > 0)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(20, timeout.Token);
        }
    }

    public ValueTask DisposeAsync()
    {
        _data.Dispose();
        return ValueTask.CompletedTask;
    }

    private string[] Parts() => Directory.GetFiles(_data.Path, "*.part", SearchOption.AllDirectories);
}

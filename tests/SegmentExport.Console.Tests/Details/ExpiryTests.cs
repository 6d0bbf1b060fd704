using Microsoft.Extensions.Time.Testing;
using SegmentExport.Gateway.Tests.Restarts;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Tools;
using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Details;

/// <summary>Twenty-four hours later, by a clock that the test sets.</summary>
public sealed class ExpiryTests(ConsoleHouse house) : ConsoleTest(house)
{
    [Fact]
    public async Task File_WhoseTimeIsOver_CannotBeDownloaded_ButMadeAgain()
    {
        Tool.Chromium.Require();
        using var data = new TempDataFolder();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var gateway = await ClockedGateway.StartAsync(data.Path, clock, "--SegmentExport:Sample:Users=500");
        var (submitter, approver) = (await gateway.SignInAsync("alice"), await gateway.SignInAsync("carol"));
        var task = await submitter.CreateTaskAsync("retail", "everyone", new { id = "city" });
        await approver.SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
        await submitter.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(60));
        var id = task.Split('/')[^1];
        var alice = await ComeAsync("alice", new() { Address = new Uri(gateway.Urls.First()) });
        var stream = alice.Page.WaitForResponseAsync("**/events");
        await alice.OpenAsync($"spaces/retail/downloads/{id}");
        await stream;
        await Expect(alice.Button(alice.Texts.Details.DownloadAs("GZIP"))).ToBeVisibleAsync();

        clock.Advance(TimeSpan.FromHours(24));

        await Expect(alice.Page.Locator(".task-line .status")).ToHaveTextAsync(alice.Texts.Terms.Expired);
        await Expect(alice.Button(alice.Texts.Details.DownloadAs("GZIP"))).ToHaveCountAsync(0);
        await Expect(alice.Page.GetByRole(AriaRole.Link, new() { Name = alice.Texts.Tasks.CreateAgain })).ToBeVisibleAsync();
        await alice.OpenAsync("spaces/retail/downloads");
        await Expect(alice.Row(id).Locator(".status")).ToHaveTextAsync(alice.Texts.Terms.Expired);
        await Expect(alice.Row(id).GetByRole(AriaRole.Button, new() { Name = alice.Texts.Tasks.Download })).ToHaveCountAsync(0);

        // Before its gateway goes.
        await alice.Page.CloseAsync();
    }
}

using System.Net;
using SegmentExport.Gateway.Tests.Events;
using SegmentExport.Gateway.Tests.Support;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Restarts;

/// <summary>What the catalog's members may do changes while the process runs and tokens and links live.</summary>
public sealed class WithdrawnPermissionTests : IDisposable
{
    private readonly TempDataFolder _data = new();

    [Fact]
    public async Task Permission_WithdrawnInTheCatalog_DeniesRequestsLinksAndStreams_AndABrokenCatalogChangesNothing()
    {
        await SampleData.CopyToAsync(_data.Path);
        await using var gateway = await GatewayProcess.StartAsync(_data.Path);
        var (alice, bob) = (await ApiUser.SignInAsync(gateway.Client, "alice"), await ApiUser.SignInAsync(gateway.Client, "bob"));
        var task = await alice.CreateTaskAsync("retail", "everyone", new { id = "city" });
        await (await ApiUser.SignInAsync(gateway.Client, "carol")).SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
        await alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(60));
        var (alices, bobs) = (await LinkAsync(alice, task), await LinkAsync(bob, task));
        var nobody = ApiUser.Nobody(gateway.Client);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await nobody.StatusOfAsync(HttpMethod.Get, alices), await nobody.StatusOfAsync(HttpMethod.Get, bobs)));
        var (events, _) = await EventClient.ConnectAsync(alice);
        await using var stream = events;

        // Bob sees all no more, and is a member still.
        await ChangeAsync("""{ "user": "bob", "permissions": ["view_all_downloads"] }""", """{ "user": "bob", "permissions": [] }""");
        await UntilAsync(() => bob.StatusOfAsync(HttpMethod.Get, task), HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.OK, await bob.StatusOfAsync(HttpMethod.Get, RunningGateway.Tasks));
        await nobody.RefusedAsync(HttpMethod.Get, bobs, HttpStatusCode.NotFound, "task_not_found");
        Assert.Equal(HttpStatusCode.OK, await nobody.StatusOfAsync(HttpMethod.Get, alices));

        // What cannot be read changes nothing.
        var good = await File.ReadAllTextAsync(_data.Combine("catalog.json"));
        await ReplaceAsync("{ broken");
        await UntilAsync(() => Task.FromResult(gateway.Output.Contains("stays in force", StringComparison.Ordinal)), true);
        Assert.Equal(HttpStatusCode.OK, await alice.StatusOfAsync(HttpMethod.Get, task));

        await ReplaceAsync(good);
        await ChangeAsync("\"user\": \"alice\"", "\"user\": \"zoe\"");
        await UntilAsync(() => alice.StatusOfAsync(HttpMethod.Get, task), HttpStatusCode.NotFound);
        await alice.RefusedAsync(HttpMethod.Get, task, HttpStatusCode.NotFound, "space_not_found");
        await nobody.RefusedAsync(HttpMethod.Get, alices, HttpStatusCode.NotFound, "space_not_found");
        Assert.Equal(HttpStatusCode.NotFound, await nobody.StatusOfAsync(HttpMethod.Head, alices));
        while (!await stream.IsEndedAsync())
        {
        }
    }

    public void Dispose() => _data.Dispose();

    private static async Task<string> LinkAsync(ApiUser user, string task) =>
        (await user.SendForJsonAsync(HttpMethod.Post, $"{task}/links", new { minutes = 60 })).GetProperty("url").GetString()!;

    private async Task ChangeAsync(string from, string to)
    {
        var catalog = await File.ReadAllTextAsync(_data.Combine("catalog.json"));
        Assert.Contains(from, catalog);
        await ReplaceAsync(catalog.Replace(from, to, StringComparison.Ordinal));
    }

    private async Task ReplaceAsync(string content)
    {
        await File.WriteAllTextAsync(_data.Combine("catalog.new"), content);
        File.Move(_data.Combine("catalog.new"), _data.Combine("catalog.json"), overwrite: true);
    }

    private static async Task UntilAsync<T>(Func<Task<T>> asked, T expected)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!Equals(await asked(), expected))
        {
            await Task.Delay(50, patience.Token);
        }
    }
}

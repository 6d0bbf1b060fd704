using System.Net;
using SegmentExport.Gateway.Tests.Support;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Restarts;

/// <summary>A link has no more than its maker has at its use.</summary>
public sealed class RevokedLinkTests : IDisposable
{
    private readonly TempDataFolder _data = new();

    [Fact]
    public async Task Link_OfSomebodyWhoIsNoMemberAnyMore_IsToNothing()
    {
        await SampleData.CopyToAsync(_data.Path);
        string link;
        await using (var gateway = await GatewayProcess.StartAsync(_data.Path))
        {
            var (alice, carol) = (await ApiUser.SignInAsync(gateway.Client, "alice"), await ApiUser.SignInAsync(gateway.Client, "carol"));
            var task = await alice.CreateTaskAsync("retail", "everyone", new { id = "city" });
            await carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
            await alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(60));
            link = (await alice.SendForJsonAsync(HttpMethod.Post, $"{task}/links", new { minutes = 60 })).GetProperty("url").GetString()!;
            Assert.Equal(HttpStatusCode.OK, await ApiUser.Nobody(gateway.Client).StatusOfAsync(HttpMethod.Get, link));
        }

        var catalog = _data.Combine("catalog.json");
        await File.WriteAllTextAsync(catalog, (await File.ReadAllTextAsync(catalog)).Replace("\"user\": \"alice\"", "\"user\": \"zoe\"", StringComparison.Ordinal));
        await using var again = await GatewayProcess.StartAsync(_data.Path);

        // As for a task that there is not.
        await ApiUser.Nobody(again.Client).RefusedAsync(HttpMethod.Get, link, HttpStatusCode.NotFound, "space_not_found");
    }

    public void Dispose() => _data.Dispose();
}

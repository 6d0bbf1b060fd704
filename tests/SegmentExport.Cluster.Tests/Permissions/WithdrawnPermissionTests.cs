using System.Diagnostics;
using System.Net;
using SegmentExport.Cluster.Tests.Startup;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Permissions;

/// <summary>What the catalog takes away is gone on every silo and behind every gateway, though the tokens live.</summary>
[Collection(StandingCluster.Name)]
public sealed class WithdrawnPermissionTests(StandingCluster fixture)
{
    private const string BobSeesAll = """{ "user": "bob", "permissions": ["view_all_downloads"] }""";
    private const int Tasks = 8;

    /// <summary>What is promised.</summary>
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string Catalog => Path.Combine(fixture.Cluster.Folder, "catalog.json");

    [Fact]
    public async Task Permission_WithdrawnFromTheCatalog_DeniesEveryRequestThatBeginsFiveSecondsLater()
    {
        var cluster = fixture.Cluster;
        var (alice, carol) = (cluster.User("alice"), cluster.User("carol"));
        var tasks = await Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => alice.CreateTaskAsync("retail", "nobody", new { id = "city" })));
        await carol.SendForJsonAsync(HttpMethod.Post, $"{tasks[0]}/approve");
        await alice.WaitForAsync(tasks[0], state => state.GetProperty("status").GetString() == "completed", Patience);
        var before = await File.ReadAllTextAsync(Catalog);
        try
        {
            Assert.Contains(BobSeesAll, before);
            await ReplaceAsync(before.Replace("\"members\": [\n", "\"groups\": [ { \"group\": \"viewers\", \"permissions\": [\"view_all_downloads\"] } ], \"members\": [\n", StringComparison.Ordinal));
            var gina = Enumerable.Range(0, 2).Select(gateway => cluster.User("gina", gateway, "viewers")).ToArray();
            await UntilAsync([.. Everywhere(gina, tasks), HasEachSiloTakenTheCatalogOverAsync], HttpStatusCode.OK);
            var link = new Uri((await gina[0].SendForJsonAsync(HttpMethod.Post, $"{tasks[0]}/links", new { minutes = 60 })).GetProperty("url").GetString()!, UriKind.Relative);
            var bob = Enumerable.Range(0, 2).Select(gateway => cluster.User("bob", gateway)).ToArray();
            await UntilAsync([.. Everywhere(bob, tasks), .. Links(link)], HttpStatusCode.OK);

            // The next token names no group any more, though the catalog has it still.
            Assert.Equal(HttpStatusCode.NotFound, await cluster.User("gina", 1).StatusOfAsync(HttpMethod.Get, tasks[0]));

            var withdrawn = Stopwatch.GetTimestamp();
            await ReplaceAsync(before.Replace(BobSeesAll, """{ "user": "bob", "permissions": [] }""", StringComparison.Ordinal));
            var last = await UntilAsync([.. Everywhere(gina, tasks), .. Everywhere(bob, tasks), .. Links(link)], HttpStatusCode.NotFound);

            var took = last is { } begun ? Stopwatch.GetElapsedTime(withdrawn, begun) : TimeSpan.Zero;
            TestContext.Current.TestOutputHelper?.WriteLine($"The last request that was still allowed began {took.TotalSeconds:0.00} s after the catalog was changed.");
            Assert.True(took < Promise, $"A request that began {took} after the catalog was changed was still allowed.");
        }
        finally
        {
            await ReplaceAsync(before);
        }
    }

    private Task<HttpStatusCode> HasEachSiloTakenTheCatalogOverAsync() => Task.FromResult(
        fixture.Cluster.Silos.Take(2).All(silo => silo.Output.Contains("The catalog has changed and is in force", StringComparison.Ordinal)) ? HttpStatusCode.OK : HttpStatusCode.NotFound);

    /// <summary>Every task, spread over the silos as they are, through both gateways.</summary>
    private static IEnumerable<Func<Task<HttpStatusCode>>> Everywhere(ApiUser[] gateways, string[] tasks) =>
        from user in gateways from task in tasks select (Func<Task<HttpStatusCode>>)(() => user.StatusOfAsync(HttpMethod.Get, task));

    private IEnumerable<Func<Task<HttpStatusCode>>> Links(Uri link) => fixture.Cluster.Gateways.Take(2).Select(gateway => (Func<Task<HttpStatusCode>>)(async () =>
    {
        using var answer = await gateway.Client.GetAsync(link);
        return answer.StatusCode;
    }));

    /// <summary>Asks until every answer of a round is the one.</summary>
    /// <returns>When the last request began whose answer was another; null where there was none.</returns>
    private static async Task<long?> UntilAsync(Func<Task<HttpStatusCode>>[] requests, HttpStatusCode expected)
    {
        using var patience = new CancellationTokenSource(Patience);
        long? last = null;
        while (true)
        {
            var found = new List<HttpStatusCode>();
            foreach (var request in requests)
            {
                var begun = Stopwatch.GetTimestamp();
                found.Add(await request());
                last = found[^1] == expected ? last : begun;
            }

            if (found.TrueForAll(status => status == expected))
            {
                return last;
            }

            Assert.False(patience.IsCancellationRequested, $"Not everybody is answered {expected}: {string.Join(", ", found)}.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private async Task ReplaceAsync(string content)
    {
        await File.WriteAllTextAsync($"{Catalog}.new", content);
        File.Move($"{Catalog}.new", Catalog, overwrite: true);
    }
}

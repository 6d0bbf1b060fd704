using System.Diagnostics;
using System.Text.Json;
using SegmentExport.Benchmarks.Reports;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.Lists;

/// <summary>Pages of a long list over HTTP, by one caller at a time: what they take from the request to the last byte of the answer.</summary>
internal static class ListBenchmark
{
    private const string Path = "/api/v1/spaces/retail/download-tasks";

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        await using var server = await PostgresServer.StartAsync();
        await using var cluster = await ClusterProcesses.StartAsync(new() { Silos = 1, Gateways = 1, Users = 100, Server = server });
        // As servers are that have run for a while: with their code compiled, which takes some hundred calls.
        var (rounds, warmUps) = (options.Calls * 2 / 15, options.Calls / 15);
        var filling = Stopwatch.GetTimestamp();
        await ListedTasks.FillAsync(cluster.Database, options.Tasks);
        Console.WriteLine(Invariant($"# {options.Tasks} tasks, one caller, {options.Calls} calls a case after {warmUps} of it and {rounds} rounds of all to warm up; filled in {Stopwatch.GetElapsedTime(filling).TotalSeconds:0} s"));

        var lines = new List<string>();
        var cases = await CasesAsync(cluster.Database, options.Tasks);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (_, query, user, _) in cases)
            {
                await cluster.User(user).SendForJsonAsync(HttpMethod.Get, Path + query);
            }
        }

        foreach (var (name, query, user, found) in cases)
        {
            var line = await MeasureAsync(cluster.User(user), name, query, found, warmUps, options.Calls, cancellationToken);
            Console.WriteLine(line);
            lines.Add(line);
        }

        await ResultFile.SaveAsync(options, lines, cancellationToken);
        return 0;
    }

    private static async Task<IReadOnlyList<(string Name, string Query, string User, bool Found)>> CasesAsync(PostgresTestDatabase database, int tasks) =>
    [
        ("first_page", "", "carol", true),
        ("first_page_of_200", "?limit=200", "carol", true),
        ("deep_page", $"?cursor={await ListedTasks.CursorAfterAsync(database, tasks * 9 / 10)}", "carol", true),
        ("mine", "?mine=true", "carol", false),
        ("own_only", "", "alice", true),
        ("own_only_deep", $"?cursor={await ListedTasks.CursorAfterAsync(database, tasks * 9 / 10)}", "alice", true),
        ("own_and_status", "?status=in_approval", "alice", true),
        ("submitter", "?submitter=user7", "carol", true),
        .. new[] { "in_approval", "preparing", "completed", "expired", "closed" }.Select(status => (status, $"?status={status}", "carol", status != "preparing")),
        ("search_two_characters", "?search=沉睡", "carol", true),
        ("search_two_characters_not_found", "?search=无人", "carol", false),
        ("search_one_name", "?search=新注册用户-3", "carol", true),
        ("search_and_status", "?search=客户&status=completed", "carol", true),
        ("search_all_names", "?search=-", "carol", true),
        ("search_own_only", "?search=会员&status=expired", "alice", true),
        ("search_one_submitter", "?search=沉睡&submitter=user7", "carol", true),
        ("search_deep_page", $"?search=客户&cursor={await ListedTasks.CursorAfterAsync(database, tasks * 9 / 10)}", "carol", true),
    ];

    private static async Task<string> MeasureAsync(ApiUser user, string name, string query, bool found, int warmUps, int calls, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var call = 0; call < warmUps + calls; call++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await user.SendAsync(HttpMethod.Get, Path + query);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            answer.EnsureSuccessStatusCode();
            if (call == 0 && JsonSerializer.Deserialize<JsonElement>(body).GetProperty("items").GetArrayLength() > 0 != found)
            {
                throw new InvalidOperationException($"{name}: {(found ? "nothing was found" : "something was found")} by '{query}'.");
            }
        }

        var ordered = times.Skip(warmUps).Order().ToArray();
        double At(double share) => ordered[(int)Math.Ceiling(share * ordered.Length) - 1];
        return Invariant($"case=list query={name} p50_ms={At(0.5):0.0} p99_ms={At(0.99):0.0} max_ms={ordered[^1]:0.0} target_p99_ms=50");
    }
}

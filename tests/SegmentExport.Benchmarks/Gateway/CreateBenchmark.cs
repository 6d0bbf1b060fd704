using System.Diagnostics;
using System.Globalization;
using System.Net;
using SegmentExport.Benchmarks.Reports;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Gateway;

/// <summary>Create calls at a fixed rate, whatever the answers take, while what they created is packed: by segments of no user, of some, of all.</summary>
internal static class CreateBenchmark
{
    private const int WarmUps = 30;
    private const int MaxRows = 200_000;

    private static readonly string[] Segments = ["nobody", "high-value", "everyone"];

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var rows = Math.Min(options.Rows, MaxRows);
        var folder = new BenchmarkFolder(options.Data);
        var lines = new List<string>();
        foreach (var segment in Segments)
        {
            // A gateway of its own: what the case before left to be packed is no part of this one.
            await using var gateway = await GatewayProcess.StartAsync(folder.Fresh("create"), ("SegmentExport__Sample__Users", $"{rows}"));
            var alice = await ApiUser.SignInAsync(gateway.Client, "alice");
            for (var i = 0; i < WarmUps; i++)
            {
                _ = await CreateAsync(alice, "nobody");
            }

            var line = await MeasureAsync(alice, segment, rows, options, cancellationToken);
            Console.WriteLine(line);
            lines.Add(line);
        }

        folder.Clear("create");
        await ResultFile.SaveAsync(options, lines, cancellationToken);
        return 0;
    }

    private static async Task<string> MeasureAsync(ApiUser alice, string segment, int rows, BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var (count, clock) = (options.Rate * options.Seconds, Stopwatch.StartNew());
        var calls = new List<Task<(double Milliseconds, bool Accepted)>>(count);
        for (var i = 0; i < count; i++)
        {
            // Counted from when it was due: a call that could not be sent in time has waited too.
            var due = TimeSpan.FromSeconds((double)i / options.Rate);
            if (due - clock.Elapsed is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, cancellationToken);
            }

            calls.Add(Task.Run(() => TimeAsync(alice, segment, clock, due), cancellationToken));
        }

        var answers = await Task.WhenAll(calls);
        var times = answers.Select(answer => answer.Milliseconds).Order().ToArray();
        double At(double share) => times[(int)Math.Ceiling(share * times.Length) - 1];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"case=create segment={segment} users={rows} rate={options.Rate} requests={count} refused={answers.Count(answer => !answer.Accepted)} p50_ms={At(0.5):0.0} p95_ms={At(0.95):0.0} p99_ms={At(0.99):0.0} max_ms={times[^1]:0.0} target_p95_ms=200");
    }

    private static async Task<(double Milliseconds, bool Accepted)> TimeAsync(ApiUser alice, string segment, Stopwatch clock, TimeSpan due)
    {
        var accepted = await CreateAsync(alice, segment);
        return ((clock.Elapsed - due).TotalMilliseconds, accepted);
    }

    private static async Task<bool> CreateAsync(ApiUser alice, string segment)
    {
        using var answer = await alice.SendAsync(
            HttpMethod.Post, "/api/v1/spaces/retail/download-tasks", new { segmentId = segment, reason = "A benchmark", fields = new[] { new { id = "user_id" }, new { id = "city" } } });
        _ = await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode == HttpStatusCode.Accepted;
    }
}

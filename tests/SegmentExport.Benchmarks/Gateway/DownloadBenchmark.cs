using System.Diagnostics;
using System.Globalization;
using SegmentExport.Benchmarks.Reports;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Gateway;

/// <summary>Downloads from a running gateway: how soon the first byte comes, how fast the rest against the same bytes as a static file of the same web server, and in how much memory a hundred at once.</summary>
internal static class DownloadBenchmark
{
    private const int MaxRows = 1_000_000;
    private const int FirstBytes = 30;

    private static readonly string[] Containers = ["gzip", "zip"];

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var rows = Math.Min(options.Rows, MaxRows);
        var folder = new BenchmarkFolder(options.Data);
        await using var gateway = await GatewayProcess.StartAsync(folder.Fresh("download"), ("SegmentExport__Sample__Users", $"{rows}"));
        var (alice, task) = await CompleteAsync(gateway);
        var lines = new List<string>();
        foreach (var container in Containers)
        {
            var ours = new Download(alice, $"{task}/file?container={container}");
            var copy = Path.Combine(folder.Fresh("static"), "file");
            await ours.SaveAsync(copy, cancellationToken);
            await using var server = await StaticFileServer.StartAsync(copy, cancellationToken);
            Tell(await FirstByteAsync(ours, container, cancellationToken), lines);
            Tell(await SpeedAsync(ours, new Download(server.Client, "/file"), container, options.Runs, cancellationToken), lines);
        }

        Tell(await MemoryAsync(gateway, new Download(alice, $"{task}/file"), options.Downloads, cancellationToken), lines);
        folder.Clear("static");
        await ResultFile.SaveAsync(options, lines, cancellationToken);
        return 0;
    }

    /// <summary>Everybody, with all that need not be masked: approved, packed, with its digests.</summary>
    public static async Task<(ApiUser Alice, string Task)> CompleteAsync(GatewayProcess gateway)
    {
        var (alice, carol) = (await ApiUser.SignInAsync(gateway.Client, "alice"), await ApiUser.SignInAsync(gateway.Client, "carol"));
        var fields = (await alice.SendForJsonAsync(HttpMethod.Get, "/api/v1/spaces/retail/fields")).GetProperty("items").EnumerateArray()
            .Where(field => !field.GetProperty("masking").GetProperty("required").GetBoolean())
            .Select(field => (object)new { id = field.GetProperty("id").GetString() });
        var task = await alice.CreateTaskAsync("retail", "everyone", [.. fields]);
        await carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
        await alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromMinutes(3));

        // Digests are computed in the background; they are not what is measured.
        await alice.WaitForAsync(
            $"{task}/manifest", manifest => manifest.GetProperty("containers").EnumerateArray().All(container => container.GetProperty("sha256").GetString() is not null), TimeSpan.FromMinutes(1));
        return (alice, task);
    }

    private static async Task<string> FirstByteAsync(Download download, string container, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var i = 0; i < FirstBytes; i++)
        {
            times.Add((await download.FirstByteAsync(cancellationToken)).TotalMilliseconds);
        }

        times.Sort();
        return string.Create(
            CultureInfo.InvariantCulture, $"case=first_byte container={container} bytes={download.Length} requests={times.Count} p50_ms={times[times.Count / 2]:0.0} max_ms={times[^1]:0.0} target_ms=50");
    }

    private static async Task<string> SpeedAsync(Download ours, Download file, string container, int runs, CancellationToken cancellationToken)
    {
        var (our, their) = (new List<double>(), new List<double>());
        for (var run = 0; run < runs + 1; run++)
        {
            var pair = (await ours.SpeedAsync(cancellationToken), await file.SpeedAsync(cancellationToken));
            if (run > 0)
            {
                // The first pair only warms up.
                our.Add(pair.Item1);
                their.Add(pair.Item2);
            }
        }

        var (o, t) = (our.Order().ElementAt(our.Count / 2), their.Order().ElementAt(their.Count / 2));
        return string.Create(CultureInfo.InvariantCulture, $"case=speed container={container} bytes={ours.Length} ours_mb_s={o:0} static_mb_s={t:0} ratio={o / t:0.00} target_ratio=0.80");
    }

    private static async Task<string> MemoryAsync(GatewayProcess gateway, Download download, int count, CancellationToken cancellationToken)
    {
        var idle = ResidentMemory.MiB(gateway.Id);
        var one = await ResidentMemory.PeakMiBAsync(gateway.Id, download.SpeedAsync(cancellationToken));
        var clock = Stopwatch.StartNew();
        var all = await ResidentMemory.PeakMiBAsync(gateway.Id, Task.WhenAll(Enumerable.Range(0, count).Select(_ => download.SpeedAsync(cancellationToken))));
        var seconds = clock.Elapsed.TotalSeconds;
        var again = await ResidentMemory.PeakMiBAsync(gateway.Id, Task.WhenAll(Enumerable.Range(0, count).Select(_ => download.SpeedAsync(cancellationToken))));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"case=memory downloads={count} bytes_each={download.Length} idle_rss_mb={idle:0} one_rss_mb={one:0} all_rss_mb={all:0} again_rss_mb={again:0} all_mb_s={count * download.Length / 1e6 / seconds:0}");
    }

    private static void Tell(string line, List<string> lines)
    {
        Console.WriteLine(line);
        lines.Add(line);
    }
}

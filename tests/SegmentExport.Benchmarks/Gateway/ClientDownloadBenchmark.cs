using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SegmentExport.Benchmarks.Reports;
using SegmentExport.Client;
using SegmentExport.Client.Downloads;
using SegmentExport.Client.Tasks;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Gateway;

/// <summary>
/// The client's download of a file, in parallel ranges and with its digest checked, against <c>curl</c> of the same file over the loopback interface: both into a file; and against <c>curl</c> with <c>sha256sum</c>
/// behind it, which does the same work.
/// </summary>
internal static class ClientDownloadBenchmark
{
    private const int MaxRows = 1_000_000;
    private const int WarmUps = 5;

    private static readonly (string Container, int Parallelism)[] Cases = [("gzip", 4), ("gzip", 2), ("plain", 4)];

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var rows = Math.Min(options.Rows, MaxRows);
        var folder = new BenchmarkFolder(options.Data);
        await using var gateway = await GatewayProcess.StartAsync(folder.Fresh("client-download"), ("SegmentExport__Sample__Users", $"{rows}"));
        var (alice, task) = await DownloadBenchmark.CompleteAsync(gateway);
        var services = new ServiceCollection();
        services.AddSegmentExportClient(client => (client.BaseAddress, client.Token) = (gateway.Address, _ => ValueTask.FromResult<string?>(alice.Token)));
        await using var provider = services.BuildServiceProvider();
        var (tasks, id) = (provider.GetRequiredService<SegmentExportClient>().Space("retail").Tasks, task.Split('/')[^1]);
        var lines = new List<string>();
        foreach (var (container, parallelism) in Cases)
        {
            var line = await CompareAsync(tasks, id, new Uri(gateway.Address, $"{task}/file?container={container}"), alice.Token, new() { Container = container, Parallelism = parallelism }, folder.Fresh("downloaded"), options.Runs, cancellationToken);
            Console.WriteLine(line);
            lines.Add(line);
        }

        folder.Clear("downloaded");
        folder.Clear("client-download");
        await ResultFile.SaveAsync(options, lines, cancellationToken);
        return 0;
    }

    private static async Task<string> CompareAsync(
        DownloadTasksClient tasks, string id, Uri url, string token, DownloadOptions options, string folder, int runs, CancellationToken cancellationToken)
    {
        var (ours, theirs, theirsChecked, bytes) = (new List<double>(), new List<double>(), new List<double>(), 0L);
        for (var run = -WarmUps; run < runs; run++)
        {
            // In turn; the first pairs only warm up, for as long as the runtime still compiles what both sides use. Each file is gone before the next one, so that both write new ones.
            var (path, clock) = (Path.Combine(folder, "file"), Stopwatch.StartNew());
            var file = await tasks.DownloadAsync(id, path, options, cancellation: cancellationToken);
            var our = clock.Elapsed;
            bytes = file.IsChecked ? file.Bytes : throw new InvalidOperationException("The digest was not checked.");
            File.Delete(path);
            clock.Restart();
            await RunAsync("curl", ["-fsS", "--oauth2-bearer", token, "-o", path, url.ToString()], cancellationToken);
            var their = clock.Elapsed;
            await RunAsync("sha256sum", ["--binary", path], cancellationToken);
            var theirChecked = clock.Elapsed;
            if (new FileInfo(path).Length != bytes)
            {
                throw new InvalidOperationException($"curl wrote {new FileInfo(path).Length} bytes of {bytes}.");
            }

            File.Delete(path);
            if (run >= 0)
            {
                ours.Add(bytes / 1e6 / our.TotalSeconds);
                theirs.Add(bytes / 1e6 / their.TotalSeconds);
                theirsChecked.Add(bytes / 1e6 / theirChecked.TotalSeconds);
            }
        }

        var (o, t, c) = (Median(ours), Median(theirs), Median(theirsChecked));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"case=client_download container={options.Container} parallel={options.Parallelism} bytes={bytes} runs={runs} ours_mb_s={o:0} curl_mb_s={t:0} ratio={o / t:0.00} target_ratio=1.00 curl_and_sha256sum_mb_s={c:0} ratio_checked={o / c:0.00}");
    }

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

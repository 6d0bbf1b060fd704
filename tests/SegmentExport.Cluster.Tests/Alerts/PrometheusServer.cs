using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Cluster.Tests.Alerts;

/// <summary>Prometheus itself, which fetches the metrics of a cluster's processes every second and evaluates the alerts as operators load them, but for how long their expressions have to hold.</summary>
internal sealed partial class PrometheusServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly TempDataFolder _folder = new();
    private readonly HashSet<string> _provoked = new(StringComparer.Ordinal);
    private readonly HttpClient _client;
    private readonly Process _process;

    /// <summary>Starts it. Skips the test where it is not installed.</summary>
    /// <param name="ports">Where the processes tell their metrics.</param>
    public PrometheusServer(IEnumerable<int> ports)
    {
        var program = Tool.Prometheus.Require();
        var rules = File.ReadAllText(Path.Combine(Repository.Root, "silo", "operations", "prometheus-alerts.yaml"));
        File.WriteAllText(_folder.Combine("alerts.yaml"), For().Replace(rules, ""));
        File.WriteAllText(_folder.Combine("prometheus.yaml"), $$"""
            global: { scrape_interval: 1s, evaluation_interval: 1s }
            rule_files: [alerts.yaml]
            scrape_configs:
              - job_name: segment-export
                static_configs: [{ targets: [{{string.Join(", ", ports.Select(port => $"'127.0.0.1:{port}'"))}}] }]
            """);
        var address = $"127.0.0.1:{FreePort.Find()}";
        _client = new HttpClient { BaseAddress = new Uri($"http://{address}") };
        _process = Process.Start(new ProcessStartInfo(
            program, [$"--config.file={_folder.Combine("prometheus.yaml")}", $"--storage.tsdb.path={_folder.Combine("data")}", $"--web.listen-address={address}"])
        {
            RedirectStandardError = true,
        })!;
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
    }

    /// <summary>The alerts that were provoked so far.</summary>
    public IReadOnlySet<string> Provoked => _provoked;

    /// <summary>The alerts that it watches for.</summary>
    public async Task<IReadOnlyList<string>> AlertsAsync() =>
        [.. (await GetAsync("/api/v1/rules?type=alert")).GetProperty("groups").EnumerateArray().SelectMany(group => group.GetProperty("rules").EnumerateArray()).Select(rule => rule.GetProperty("name").GetString()!)];

    /// <summary>Waits until something that a query asks for is there.</summary>
    public Task WaitForAsync(string query) => WaitUntilAsync(
        async () => (await GetAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}")).GetProperty("result").GetArrayLength() > 0, $"'{query}' finds nothing.");

    /// <summary>Waits until no alert fires any more, as none does of a cluster that is well.</summary>
    public Task WaitUntilQuietAsync() => WaitUntilAsync(async () => (await FiringAsync()).Count == 0, "Alerts fire though nothing is wrong.");

    /// <summary>Waits until an alert does not fire, or no longer.</summary>
    public Task WaitUntilSilentAsync(string alert) => WaitUntilAsync(async () => !(await FiringAsync()).Contains(alert), $"{alert} goes on firing.");

    /// <summary>Provokes alerts that do not fire yet, until all of them do.</summary>
    /// <param name="alerts">Their names.</param>
    /// <param name="provoke">What is done meanwhile, again and again.</param>
    public async Task ProvokeAsync(string[] alerts, Func<Task> provoke)
    {
        Assert.Empty((await FiringAsync()).Intersect(alerts));
        var started = Stopwatch.GetTimestamp();
        await WaitUntilAsync(
            async () =>
            {
                await provoke();
                return (await FiringAsync()).IsSupersetOf(alerts);
            },
            $"{string.Join(", ", alerts)}: not all of them fire.");
        _provoked.UnionWith(alerts);
        TestContext.Current.TestOutputHelper?.WriteLine($"{string.Join(", ", alerts)}: after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
        _folder.Dispose();
    }

    private async Task<IReadOnlySet<string>> FiringAsync() => (await GetAsync("/api/v1/alerts")).GetProperty("alerts").EnumerateArray()
        .Where(alert => alert.GetProperty("state").GetString() == "firing")
        .Select(alert => alert.GetProperty("labels").GetProperty("alertname").GetString()!).ToHashSet(StringComparer.Ordinal);

    private async Task<JsonElement> GetAsync(string path) =>
        (await _client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).GetProperty("data");

    private static async Task WaitUntilAsync(Func<Task<bool>> condition, string otherwise)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await IsAsync(condition))
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, otherwise);
            await Task.Delay(250, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<bool> IsAsync(Func<Task<bool>> condition)
    {
        try
        {
            return await condition();
        }
        catch (HttpRequestException)
        {
            // It starts.
            return false;
        }
    }

    [GeneratedRegex(@"^ +for: .*\n", RegexOptions.Multiline)]
    private static partial Regex For();
}

using System.Globalization;
using System.Text.RegularExpressions;
using SegmentExport.Domain.Errors;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Gateway.Tests.Telemetry;

/// <summary>What operators load into Prometheus and Grafana, held against what the program really tells.</summary>
public sealed partial class OperationsFilesTests : IDisposable
{
    private static readonly Tool Promtool = new("prometheus", "promtool");

    private readonly TempDataFolder _data = new();

    private static string Folder => Path.Combine(Repository.Root, "silo", "operations");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("check", "rules", "prometheus-alerts.yaml")]
    [InlineData("test", "rules", "prometheus-alerts.tests.yaml")]
    public async Task Alerts_ByPrometheusOwnTool_AreRight(string command, string what, string file)
    {
        var result = await Promtool.RunAsync([command, what, Path.Combine(Folder, file)], Cancellation);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    [Fact]
    public async Task Alerts_HaveEachTestsBothWays_AndAPageThatSaysWhatToDo()
    {
        var (rules, tests) = (await File.ReadAllTextAsync(Path.Combine(Folder, "prometheus-alerts.yaml"), Cancellation), await File.ReadAllTextAsync(Path.Combine(Folder, "prometheus-alerts.tests.yaml"), Cancellation));
        var pages = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "docs", "operations.md"), Cancellation);
        var alerts = AlertNames().Matches(rules).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert =>
        {
            Assert.Contains($"name: {alert} fires", tests);
            Assert.Contains($"name: {alert} is quiet", tests);
            Assert.Contains($"runbook: docs/operations.md#{alert.ToLowerInvariant()}", rules);
            Assert.Contains($"### {alert}", pages);
        });
    }

    [Fact]
    public async Task Queries_OfAlertsAndDashboards_NameOnlyWhatTheProgramTells()
    {
        var told = (await ScrapeAsync()).Concat(ProductInstruments.All.Select(ProductInstruments.PrometheusName)).ToHashSet(StringComparer.Ordinal);
        var files = Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories).Append(Path.Combine(Folder, "prometheus-alerts.yaml")).ToList();

        foreach (var file in files)
        {
            var named = MetricNames().Matches(await File.ReadAllTextAsync(file, Cancellation)).Select(match => match.Value).Select(WithoutSuffix).Distinct().ToList();
            Assert.NotEmpty(named);
            Assert.Equal([], named.Where(name => !told.Contains(name)));
        }
    }

    [Theory]
    [InlineData("otel-collector.yaml", "segment_export.outcome.*\\^\\(([a-z_|]+)\\)\\$")]
    [InlineData("silo/operations/prometheus-alerts.yaml", "segment_export_outcome=~\"([a-z_|]+)\"")]
    public async Task Codes_OfRefusals_AreOnesThatTheProgramHas(string file, string pattern)
    {
        var codes = typeof(ErrorCodes).GetFields().Select(field => (string)field.GetValue(null)!).ToHashSet(StringComparer.Ordinal);
        var named = Regex.Match(await File.ReadAllTextAsync(Path.Combine(Repository.Root, file), Cancellation), pattern).Groups[1].Value.Split('|');

        Assert.True(named.Length > 3);
        Assert.Equal([], named.Where(code => !codes.Contains(code)));
    }

    public void Dispose() => _data.Dispose();

    /// <summary>The names of the metrics, and of their labels, that a gateway with its own silo tells after one export, at the port for it alone.</summary>
    private async Task<IEnumerable<string>> ScrapeAsync()
    {
        var port = FreePort.Find().ToString(CultureInfo.InvariantCulture);
        await using var gateway = await GatewayProcess.StartAsync(_data.Path, ("SegmentExport__Sample__Users", "2000"), (ServerProcess.MetricsPort, port));
        var (alice, carol) = (await ApiUser.SignInAsync(gateway.Client, "alice"), await ApiUser.SignInAsync(gateway.Client, "carol"));
        var task = await alice.CreateTaskAsync("retail", "everyone", new { id = "city" });
        await carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
        await alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(60));
        using var file = await alice.SendAsync(HttpMethod.Get, $"{task}/file");
        await file.Content.ReadAsByteArrayAsync(Cancellation);

        Assert.Equal(System.Net.HttpStatusCode.NotFound, await alice.StatusOfAsync(HttpMethod.Get, "/metrics"));
        var text = await gateway.Client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"), Cancellation);
        Assert.Contains("segment_export_packed_rows_total", text);
        Assert.DoesNotContain("alice", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(task.Split('/')[^1], text, StringComparison.Ordinal);
        return TypeLines().Matches(text).Concat(Labels().Matches(text)).Select(match => match.Groups[1].Value);
    }

    private static string WithoutSuffix(string name) => HistogramSuffix().Replace(name, "");

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex AlertNames();

    [GeneratedRegex(@"\b(segment_export|orleans|http_server|dotnet|db_client|kestrel)_[a-z_]+\b(?=[{\[\s)\\"",]|$)(?!=)")]
    private static partial Regex MetricNames();

    [GeneratedRegex("_(bucket|count|sum)$")]
    private static partial Regex HistogramSuffix();

    [GeneratedRegex(@"[{,](\w+)=""")]
    private static partial Regex Labels();

    [GeneratedRegex(@"^# TYPE (\w+) ", RegexOptions.Multiline)]
    private static partial Regex TypeLines();
}

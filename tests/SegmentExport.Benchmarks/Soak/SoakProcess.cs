using System.Diagnostics;
using System.Globalization;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Soak;

/// <summary>A silo or a gateway, and where it tells its metrics.</summary>
internal sealed class SoakProcess(ServerProcess process, int metricsPort) : IDisposable
{
    private const double MiB = 1024 * 1024;

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly HttpClient _metrics = new() { BaseAddress = new Uri($"http://127.0.0.1:{metricsPort}"), Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>The process.</summary>
    public ServerProcess Server => process;

    /// <summary>How long it has been running.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(_started);

    /// <summary>Reads what it needs now.</summary>
    public async Task<ProcessReading> ReadAsync()
    {
        var (status, page) = (await File.ReadAllLinesAsync($"/proc/{process.Id}/status"), await PageAsync());
        double Of(string name) => double.Parse(status.First(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Split(':')[1].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
        return new(
            process.Name,
            Age,
            Of("VmRSS") / 1024,
            MetricsPage.Sum(page, "dotnet_gc_last_collection_heap_size_bytes") / MiB,
            Directory.GetFiles($"/proc/{process.Id}/fd").Length,
            (int)Of("Threads"),
            (long)MetricsPage.Sum(page, "orleans_catalog_activations"));
    }

    /// <summary>The sum of one of its metrics over all labels.</summary>
    public async Task<double> SumAsync(string metric) => MetricsPage.Sum(await PageAsync(), metric);

    /// <inheritdoc />
    public void Dispose() => _metrics.Dispose();

    private Task<string> PageAsync() => _metrics.GetStringAsync(new Uri("/metrics", UriKind.Relative));
}

using SegmentExport.Benchmarks;
using SegmentExport.Benchmarks.Allocations;
using SegmentExport.Benchmarks.Cluster;
using SegmentExport.Benchmarks.Gateway;
using SegmentExport.Benchmarks.History;
using SegmentExport.Benchmarks.Lifecycle;
using SegmentExport.Benchmarks.Lists;
using SegmentExport.Benchmarks.Load;
using SegmentExport.Benchmarks.Reminders;
using SegmentExport.Benchmarks.Runs;
using SegmentExport.Benchmarks.Soak;
using SegmentExport.Benchmarks.Sources;
using SegmentExport.Benchmarks.Telemetry;
using SegmentExport.Benchmarks.Trials;

return args switch
{
    ["packaging", .. var options] => await PackagingBenchmark.RunAsync(BenchmarkOptions.Parse(options), CancellationToken.None),
    ["allocations", .. var options] => await AllocationBenchmark.RunAsync(BenchmarkOptions.Parse(options), CancellationToken.None),
    ["download", .. var options] => await DownloadBenchmark.RunAsync(BenchmarkOptions.Parse(options), CancellationToken.None),
    ["client-download", .. var options] => await ClientDownloadBenchmark.RunAsync(BenchmarkOptions.Parse(options), CancellationToken.None),
    ["create", .. var options] => await CreateBenchmark.RunAsync(BenchmarkOptions.Parse(options), CancellationToken.None),
    ["cluster", .. var options] => await ClusterBenchmark.RunAsync(BenchmarkOptions.Parse(options), CancellationToken.None),
    ["lifecycle", .. var options] => await LifecycleBenchmark.RunAsync(BenchmarkOptions.Parse(options), CancellationToken.None),
    ["load", .. var options] => await LoadBenchmark.RunAsync(BenchmarkOptions.Parse(options), CancellationToken.None),
    ["soak", .. var options] => await SoakBenchmark.RunAsync(BenchmarkOptions.Parse(options), CancellationToken.None),
    ["telemetry-cost", .. var options] => await TelemetryCostBenchmark.RunAsync(BenchmarkOptions.Parse(options), CancellationToken.None),
    ["list", .. var options] => await ListBenchmark.RunAsync(BenchmarkOptions.Parse(options), CancellationToken.None),
    ["history", .. var options] => await HistoryBenchmark.RunAsync(BenchmarkOptions.Parse(options), CancellationToken.None),
    ["orleans", .. var options] => await OrleansBenchmark.RunAsync(BenchmarkOptions.Parse(options), CancellationToken.None),
    ["postgres-source", .. var options] => await PostgresSourceBenchmark.RunAsync(BenchmarkOptions.Parse(options), CancellationToken.None),
    ["reminders", .. var options] => await ReminderBenchmark.RunAsync(BenchmarkOptions.Parse(options), CancellationToken.None),
    [StaticFileServer.Command, var folder] => await StaticFileServer.ServeAsync(folder),
    [ChildProcess.Command, .. var run] => await ChildProcess.ServeAsync(run, CancellationToken.None),
    _ => BenchmarkOptions.Explain(),
};

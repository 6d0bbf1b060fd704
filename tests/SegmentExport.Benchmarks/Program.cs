using SegmentExport.Benchmarks;
using SegmentExport.Benchmarks.Allocations;
using SegmentExport.Benchmarks.Runs;

return args switch
{
    ["packaging", .. var options] => await PackagingBenchmark.RunAsync(BenchmarkOptions.Parse(options), CancellationToken.None),
    ["allocations", .. var options] => await AllocationBenchmark.RunAsync(BenchmarkOptions.Parse(options), CancellationToken.None),
    [ChildProcess.Command, .. var run] => await ChildProcess.ServeAsync(run, CancellationToken.None),
    _ => BenchmarkOptions.Explain(),
};

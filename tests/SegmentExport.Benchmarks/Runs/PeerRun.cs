using SegmentExport.Benchmarks.Cases;
using SegmentExport.Benchmarks.Sample;

namespace SegmentExport.Benchmarks.Runs;

/// <summary>The peer's side of a case.</summary>
internal static class PeerRun
{
    public static Measurement Run(PackagingCase benchmark, RunRequest request)
    {
        var memory = new IdleMemory();
        _ = benchmark.Peer.Write(request.Database, request.Folder, request.Threads, SampleSource.WarmUpRows);
        var file = benchmark.Peer.Write(request.Database, request.Folder, request.Threads, rows: null);
        return new(file.Elapsed.TotalSeconds, file.Bytes, memory.PeakMiB);
    }
}

using SegmentExport.Benchmarks.Peers;
using SegmentExport.Benchmarks.Runs;
using SegmentExport.Domain.Exports;

namespace SegmentExport.Benchmarks.Cases;

/// <summary>The sample packed in one way, against a peer that writes the same rows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Format">The format.</param>
/// <param name="Options">How it is written.</param>
/// <param name="Peer">Who else writes it.</param>
/// <param name="MaxRows">The most rows that the case uses, for peers that take too long for more.</param>
internal sealed record PackagingCase(string Name, ExportFormat Format, FormatOptions Options, IPeer Peer, int MaxRows = int.MaxValue) : IBenchmarkCase
{
    /// <summary>Shards packed at a time, and the peer's threads.</summary>
    public const int Threads = 2;

    /// <inheritdoc />
    public async Task<string> MeasureAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        var rows = Math.Min(options.Rows, MaxRows);
        var database = await folder.SampleAsync(rows, cancellationToken);
        var (ours, peers) = (new List<Measurement>(), new List<Measurement>());
        for (var run = 0; run < options.Runs; run++)
        {
            var (ourFolder, peerFolder) = (folder.Fresh($"{Name}-ours"), folder.Fresh($"{Name}-peer"));
            ours.Add(await ChildProcess.RunAsync(new(RunKind.Ours, Name, database, ourFolder, Threads, HandOut: run == 0), cancellationToken));
            peers.Add(await ChildProcess.RunAsync(new(RunKind.Peer, Name, database, peerFolder, Threads), cancellationToken));
            if (run == 0)
            {
                Peer.Compare(this, ourFolder, peerFolder, rows);
            }
        }

        folder.Clear($"{Name}-ours");
        folder.Clear($"{Name}-peer");
        var (our, peer) = (Measurement.Median(ours), Measurement.Median(peers));
        return FormattableString.Invariant(
            $"case={Name} rows={rows} ours_s={our.Seconds:0.000} peer_s={peer.Seconds:0.000} ratio={peer.Seconds / our.Seconds:0.00} ours_bytes={our.Bytes} peer_bytes={peer.Bytes} peak_rss_mb={our.PeakMiB:0}");
    }
}

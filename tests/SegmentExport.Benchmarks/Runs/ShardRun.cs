using SegmentExport.Artifacts;
using SegmentExport.Artifacts.Sealing;
using SegmentExport.Benchmarks.Cases;
using SegmentExport.Benchmarks.Sample;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging;

namespace SegmentExport.Benchmarks.Runs;

/// <summary>Packs a shard as a silo does.</summary>
internal static class ShardRun
{
    public static async Task<PackedShard> PackAsync(
        PackagingCase benchmark, IRowBatchReader rows, IArtifactStore store, ArtifactKey? key, TaskKey task, Shard shard, CancellationToken cancellationToken)
    {
        var stored = await store.CreatePartAsync(task, shard.Index, cancellationToken);
        await using var upload = key is null ? stored : new SealedPartUpload(stored, key, task, shard.Index);
        var pack = new ShardPackRequest
        {
            Shard = shard,
            Columns = SampleExport.Query.Columns,
            Format = benchmark.Format,
            Options = benchmark.Options,
            HashKey = SampleExport.HashKey,
        };
        var packed = ShardPacker.Pack(pack, rows, upload.Content, cancellationToken);
        await upload.CommitAsync(cancellationToken);
        return packed with { KeyId = key?.Id };
    }
}

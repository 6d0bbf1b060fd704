using System.Diagnostics;
using SegmentExport.Artifacts;
using SegmentExport.Artifacts.Files;
using SegmentExport.Benchmarks.Cases;
using SegmentExport.Benchmarks.Sample;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Benchmarks.Runs;

/// <summary>Our side of a case: counts, cuts, reads, masks, encodes, compresses and stores durably, by the same code as a silo.</summary>
internal sealed class ExportRun(PackagingCase benchmark, RunRequest request)
{
    private const string FileName = "ours";

    private static readonly TaskKey Task = new(new SpaceId("retail"), new TaskId("00000000000000000000000000000001"));
    private static readonly TaskKey WarmUp = new(new SpaceId("retail"), new TaskId("00000000000000000000000000000002"));

    private readonly FileArtifactStore _store = new(Path.Combine(request.Folder, "parts"));
    private readonly ArtifactKey? _key = request.IsSealed ? ArtifactKey.Create() : null;

    /// <summary>The file that came of a run in that folder.</summary>
    public static string FileOf(PackagingCase benchmark, string folder) => Directory.GetFiles(folder, FileName + "*").Single();

    /// <summary>Runs it: one shard to warm up, then all.</summary>
    public async Task<Measurement> RunAsync(CancellationToken cancellationToken)
    {
        await using var source = await SampleSource.OpenAsync(request.Database, request.Folder, cancellationToken);
        var memory = new IdleMemory();
        var plan = await source.PlanAsync(cancellationToken);
        _ = await PackAsync(source, WarmUp, plan, plan.Shards[0], cancellationToken);
        await _store.DeleteTaskAsync(WarmUp, cancellationToken);

        var clock = Stopwatch.StartNew();
        plan = await source.PlanAsync(cancellationToken);
        var parts = new PackedShard[plan.Shards.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = request.Threads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(plan.Shards, parallel, async (shard, cancel) => parts[shard.Index] = await PackAsync(source, Task, plan, shard, cancel));
        var seconds = clock.Elapsed.TotalSeconds;

        var (peak, artifact) = (memory.PeakMiB, Describe(parts));
        return request.Measured == HandOutKind.None
            ? new(seconds, await HandOutAsync(artifact, cancellationToken), peak)
            : await HandOutRun.RunAsync(request.Measured, artifact, new StoredParts(_store, artifact, _key), cancellationToken);
    }

    private async Task<PackedShard> PackAsync(SampleSource source, TaskKey task, ShardPlan plan, Shard shard, CancellationToken cancellationToken)
    {
        using var rows = await source.OpenAsync(plan, shard, cancellationToken);
        return await ShardRun.PackAsync(benchmark, rows, _store, _key, task, shard, cancellationToken);
    }

    private ArtifactDescription Describe(PackedShard[] parts) => new()
    {
        Task = Task,
        Name = FileName,
        Format = benchmark.Format,
        Options = benchmark.Options,
        Columns = SampleExport.Query.Columns,
        Parts = [.. parts],
        SubmittedAt = DateTimeOffset.UnixEpoch,
    };

    /// <summary>The length of the artifact as a download gives it; where it is to be compared, it is also written.</summary>
    private async Task<long> HandOutAsync(ArtifactDescription artifact, CancellationToken cancellationToken)
    {
        var view = ContainerKinds.Open(artifact, container: null) ?? PlainContainer.Open(TextArtifact.Of(artifact));
        if (!request.HandOut)
        {
            return view.Length;
        }

        await using var file = File.Create(Path.Combine(request.Folder, FileName + view.FileNameExtension));
        await view.CopyToAsync(new StoredParts(_store, artifact, _key), file, 0, view.Length, cancellationToken);
        return view.Length;
    }
}

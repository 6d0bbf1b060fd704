using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using SegmentExport.Artifacts;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Telemetry;
using SegmentExport.Packaging;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Grains.Tasks;

/// <summary>Computes the digests of finished files, one file at a time in a silo: packing and downloads go first.</summary>
internal sealed partial class TaskDigests(IArtifactStore store, TaskSeals seals, ILogger<TaskDigests> logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Reads the file in each of its containers.</summary>
    /// <param name="task">The task.</param>
    /// <param name="known">The key that its parts were just sealed with; null where that is not at hand.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The digests; null where the parts could not be read.</returns>
    public async Task<ImmutableArray<ContainerDigest>?> TryComputeAsync(DownloadTaskState task, ArtifactKey? known, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        using var span = SegmentExportTelemetry.StartInTask("segment_export.digest", task.TraceParent)?.SetTag("segment_export.task", task.Key.ToString());
        try
        {
            return await Task.Run(() => ComputeAsync(task, known, cancellationToken), cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotComputed(task.Key, fault.GetType());
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<ImmutableArray<ContainerDigest>> ComputeAsync(DownloadTaskState task, ArtifactKey? known, CancellationToken cancellationToken)
    {
        var artifact = TaskArtifacts.Describe(task);
        var stored = new StoredParts(store, artifact, TaskSeals.IsOf(task, known) ? known : await seals.ForReadingAsync(task, cancellationToken));
        IPartReader parts = task.Packaging.Totals.StoredBytes <= KeptParts.MostBytes ? new KeptParts(stored, artifact) : stored;
        var digests = ImmutableArray.CreateBuilder<ContainerDigest>();
        foreach (var container in ContainerKinds.For(artifact.Format, artifact.Options.Compression))
        {
            var view = ContainerKinds.Open(artifact, container)!;
            if (!digests.Any(digest => digest.Identity == view.Identity))
            {
                digests.Add(new(container, view.Identity, await view.DigestAsync(parts, cancellationToken)));
            }
        }

        return digests.ToImmutable();
    }

    [LoggerMessage(1103, LogLevel.Warning, "The digests of task {Task} could not be computed: {Fault}; trying again.")]
    private partial void LogNotComputed(TaskKey task, Type fault);
}

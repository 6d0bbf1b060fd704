using System.Diagnostics;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Containers.Protection;

namespace SegmentExport.Benchmarks.Runs;

/// <summary>Hands a packed file out to nowhere, as a gateway reads it for one download.</summary>
internal static class HandOutRun
{
    public static async Task<Measurement> RunAsync(HandOutKind kind, ArtifactDescription artifact, IPartReader parts, CancellationToken cancellationToken)
    {
        var keys = ProtectedZip.Derive(artifact, ProtectedZip.CreatePassword());
        var clock = Stopwatch.StartNew();
        var codes = kind == HandOutKind.Zip ? [] : await ProtectedZip.ComputeCodesAsync(artifact, keys, parts, cancellationToken);
        var preparation = clock.Elapsed.TotalSeconds;
        var view = kind == HandOutKind.Zip ? ContainerKinds.Open(artifact, ContainerKinds.Zip)! : ProtectedZip.Open(artifact, ProtectedZip.Protect(keys, codes, withKeys: true));
        if (kind == HandOutKind.Preparation)
        {
            return new(preparation, view.Length, 0);
        }

        // Once to have code compiled and files cached, and then once more.
        await view.CopyToAsync(parts, Stream.Null, 0, view.Length, cancellationToken);
        var memory = new IdleMemory();
        clock.Restart();
        await view.CopyToAsync(parts, Stream.Null, 0, view.Length, cancellationToken);
        return new(clock.Elapsed.TotalSeconds, view.Length, memory.PeakMiB);
    }
}

using SegmentExport.Artifacts;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Clustering;

/// <summary>In a cluster one silo writes a part and any gateway reads it: files have to be on a file system that all of them share, which only the operator can know.</summary>
internal static class SharedArtifacts
{
    /// <exception cref="StartupException">Parts are files, and nobody says that they are shared.</exception>
    public static void Require(IArtifactStore artifacts, ArtifactOptions options)
    {
        if (artifacts.IsFolder && (!options.Shared || string.IsNullOrEmpty(options.Path)))
        {
            throw new StartupException(
                "The parts of files would be kept in a folder of this process alone. Set SegmentExport:Artifacts:Path to a folder on a file system that all silos and gateways share, and SegmentExport:Artifacts:Shared=true; or set SegmentExport:Artifacts:Store to an object store.");
        }
    }
}

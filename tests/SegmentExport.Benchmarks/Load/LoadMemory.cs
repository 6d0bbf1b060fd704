using SegmentExport.Benchmarks.Gateway;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Load;

/// <summary>The memory of a cluster's silos together.</summary>
internal static class LoadMemory
{
    /// <summary>Resident, in MiB.</summary>
    public static double MiB(ClusterProcesses cluster) => cluster.Silos.Sum(silo => ResidentMemory.MiB(silo.Id));
}

using SegmentExport.Sources.Sample;
using SegmentExport.TestKit.Processes;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.Load;

/// <summary>What a cluster is like that takes the load: its catalog over one sample, and a key a space.</summary>
internal static class LoadCluster
{
    /// <summary>Three silos and a gateway.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="rows">Users of the sample.</param>
    /// <param name="slots">Slots of each silo.</param>
    public static ClusterProcessOptions Of(LoadCatalog catalog, int rows, int slots) => new()
    {
        Silos = 3,
        Gateways = 1,
        Data = async folder =>
        {
            await SampleCdp.CreateAsync(Path.Combine(folder, SampleCdpCatalog.DatabaseFile), rows, CancellationToken.None);
            await File.WriteAllTextAsync(Path.Combine(folder, "catalog.json"), catalog.Json);
        },
        Settings = Enumerable.Range(0, LoadCatalog.Spaces).ToDictionary(space => $"SegmentExport__SpaceKeys__Keys__{LoadCatalog.Space(space)}", _ => Convert.ToBase64String(new byte[32]))
            .Append(new("SegmentExport__Packaging__Slots", Invariant($"{slots}"))).ToDictionary(),
    };
}

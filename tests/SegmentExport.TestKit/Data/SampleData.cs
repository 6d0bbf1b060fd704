using SegmentExport.Sources.Sample;

namespace SegmentExport.TestKit.Data;

/// <summary>A small sample CDP, generated once in a test run and copied from there.</summary>
public static class SampleData
{
    /// <summary>How many users it has.</summary>
    public const int Users = 2000;

    private static readonly Lazy<Task<TempDataFolder>> Generated = new(GenerateAsync);

    /// <summary>Puts the sample's database and its catalog into a folder.</summary>
    public static async Task CopyToAsync(string folder)
    {
        var generated = await Generated.Value;
        File.Copy(generated.Combine(SampleCdpCatalog.DatabaseFile), Path.Combine(folder, SampleCdpCatalog.DatabaseFile), overwrite: true);
        await File.WriteAllTextAsync(Path.Combine(folder, "catalog.json"), SampleCdpCatalog.Json);
    }

    private static async Task<TempDataFolder> GenerateAsync()
    {
        var folder = new TempDataFolder();
        TestRun.EndWith(folder);
        await SampleCdp.CreateAsync(folder.Combine(SampleCdpCatalog.DatabaseFile), Users, CancellationToken.None);
        return folder;
    }
}

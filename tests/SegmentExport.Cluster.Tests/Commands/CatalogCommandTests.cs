using SegmentExport.Sources.Sample;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Commands;

/// <summary>The commands of <c>SegmentExport.Silo</c> for catalogs as processes: what they end with, and that they say so in lines.</summary>
public sealed class CatalogCommandTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly TempDataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Catalog_ThatIsDrawnCheckedAndBroken_EndsWithZeroZeroOne()
    {
        await SampleData.CopyToAsync(_folder.Path);

        var (drawn, saidDrawn) = await RunAsync("init", "duckdb", SampleCdpCatalog.DatabaseFile);
        Assert.True(drawn == 0, saidDrawn);
        Assert.StartsWith($"Drew '{_folder.Combine("drawn.json")}': 20 fields of 'profile', by the key 'user_id'", saidDrawn, StringComparison.Ordinal);
        var (right, saidRight) = await RunAsync("check");
        Assert.True(right == 0, saidRight);
        Assert.Contains("  advice  spaces[0].members: ", saidRight, StringComparison.Ordinal);

        var catalog = _folder.Combine("drawn.json");
        await File.WriteAllTextAsync(catalog, (await File.ReadAllTextAsync(catalog, TestContext.Current.CancellationToken)).Replace("\"column\": \"city\"", "\"column\": \"town\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var (broken, saidBroken) = await RunAsync("check");
        Assert.Equal(1, broken);
        Assert.Contains("  fault   spaces[0].fields[8].column: The table 'profile' has no column 'town'.", saidBroken, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", saidBroken, StringComparison.Ordinal);
        var (unknown, saidUnknown) = await RunAsync("repair");
        Assert.Equal(1, unknown);
        Assert.Contains("'catalog check'", saidUnknown, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Said)> RunAsync(params string[] command)
    {
        var settings = new Dictionary<string, string> { ["SegmentExport__Catalog"] = _folder.Combine("drawn.json"), ["SegmentExport__DataPath"] = _folder.Combine("data") };
        await using var process = ServerProcess.Start(Programs.Silo, command[0], _folder.Path, settings, ["catalog", .. command]);
        return (await process.WaitForExitAsync(Limit), process.Output);
    }
}

using System.Reflection;
using SegmentExport.Grains.Packaging;
using SegmentExport.Hosting.Keys;
using SegmentExport.Hosting.Startup;
using SegmentExport.Sources;

namespace SegmentExport.Hosting.Tests.Startup;

public sealed class ConfigurationDocumentTests
{
    [Theory]
    [InlineData(typeof(SegmentExportOptions))]
    [InlineData(typeof(ArtifactOptions))]
    [InlineData(typeof(SampleOptions))]
    [InlineData(typeof(SiloNetworkOptions))]
    [InlineData(typeof(SpaceKeyOptions))]
    [InlineData(typeof(PackagingOptions))]
    [InlineData(typeof(ShardingOptions))]
    [InlineData(typeof(SourceOptions))]
    public async Task Document_OfTheSettings_NamesEveryOne(Type options)
    {
        var section = (string)options.GetField("SectionName")!.GetValue(null)!;
        var document = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "configuration.md"), TestContext.Current.CancellationToken);

        Assert.All(
            options.GetProperties(BindingFlags.Public | BindingFlags.Instance),
            property => Assert.Contains($"`{section}:{property.Name}", document, StringComparison.Ordinal));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SegmentExport.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The repository's root was not found above the tests.");
        }

        return folder.FullName;
    }
}

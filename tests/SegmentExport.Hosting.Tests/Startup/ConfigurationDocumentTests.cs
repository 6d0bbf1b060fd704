using System.Globalization;
using System.Reflection;
using SegmentExport.Artifacts.Azure;
using SegmentExport.Artifacts.S3;
using SegmentExport.Grains.Audit;
using SegmentExport.Grains.Limits;
using SegmentExport.Grains.Packaging;
using SegmentExport.Grains.Retention;
using SegmentExport.Grains.Sweeping;
using SegmentExport.Hosting.Catalogs.Tools;
using SegmentExport.Hosting.Clustering;
using SegmentExport.Hosting.Keys;
using SegmentExport.Hosting.Startup;
using SegmentExport.Hosting.Stopping;
using SegmentExport.Hosting.Telemetry;
using SegmentExport.Hosting.Webhooks;
using SegmentExport.Sources;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Hosting.Tests.Startup;

public sealed class ConfigurationDocumentTests
{
    [Theory]
    [InlineData(typeof(SegmentExportOptions))]
    [InlineData(typeof(ArtifactOptions))]
    [InlineData(typeof(S3StoreOptions))]
    [InlineData(typeof(AzureStoreOptions))]
    [InlineData(typeof(SampleOptions))]
    [InlineData(typeof(SiloNetworkOptions))]
    [InlineData(typeof(SpaceKeyOptions))]
    [InlineData(typeof(ArtifactKeyOptions))]
    [InlineData(typeof(PackagingOptions))]
    [InlineData(typeof(SweepOptions))]
    [InlineData(typeof(RetentionOptions))]
    [InlineData(typeof(LimitOptions))]
    [InlineData(typeof(AuditOptions))]
    [InlineData(typeof(ShardingOptions))]
    [InlineData(typeof(SourceOptions))]
    [InlineData(typeof(CatalogInitOptions))]
    [InlineData(typeof(ClusterModeOptions))]
    [InlineData(typeof(ClusterTlsOptions))]
    [InlineData(typeof(MigrationOptions))]
    [InlineData(typeof(StoppingOptions))]
    [InlineData(typeof(TelemetryOptions))]
    [InlineData(typeof(WebhookOptions))]
    public async Task Document_OfTheSettings_NamesEveryOneWithItsDefault(Type options)
    {
        var section = (string)options.GetField("SectionName")!.GetValue(null)!;
        var document = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "docs", "configuration.md"), TestContext.Current.CancellationToken);
        var defaults = Activator.CreateInstance(options);

        Assert.All(options.GetProperties(BindingFlags.Public | BindingFlags.Instance), property =>
        {
            // The name alone, or with what is below it, but no longer name.
            var row = Assert.Single(document, line => line.StartsWith($"| `{section}:{property.Name}", StringComparison.Ordinal) && !char.IsAsciiLetter(line[$"| `{section}:{property.Name}".Length]));
            Assert.Contains(Written(property, defaults), row.Split('|')[2], StringComparison.Ordinal);
        });
    }

    /// <summary>How the document writes a default; empty where it says in words where the value comes from.</summary>
    private static string Written(PropertyInfo property, object? defaults) => (property.Name, property.GetValue(defaults)) switch
    {
        (nameof(PackagingOptions.Slots), _) => "one a core",
        (_, bool yes) => yes ? "yes" : "no",
        (var name, int port) when name.EndsWith("Port", StringComparison.Ordinal) => $" {port} ",
        (_, TimeSpan time) => $"`{time:c}`",
        (_, int or long) => string.Format(CultureInfo.InvariantCulture, "{0:N0}", property.GetValue(defaults)),
        (_, string { Length: > 0 } text) => $"`{text}`",
        _ => "",
    };
}

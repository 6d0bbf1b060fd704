using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Hosting.Catalogs;
using SegmentExport.Hosting.Keys;
using SegmentExport.Hosting.Startup;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Keys;

public sealed class SpaceKeysTests : IDisposable
{
    private static readonly SpaceId Retail = new("retail");

    private readonly TempDataFolder _data = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetHashKey_AfterARestart_IsTheSame()
    {
        var first = await Keys().GetHashKeyAsync(Retail, Cancellation);
        var second = await Keys().GetHashKeyAsync(Retail, Cancellation);

        Assert.Equal(32, first.Length);
        Assert.Equal(first.ToArray(), second.ToArray());
        Assert.NotEqual(first.ToArray(), (await Keys().GetHashKeyAsync(new("bank"), Cancellation)).ToArray());
    }

    [Fact]
    public async Task GetHashKey_ByManySilosAtOnce_IsOneKey()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () => await Keys().GetHashKeyAsync(Retail, Cancellation), Cancellation)));

        Assert.Single(keys.Select(key => Convert.ToHexString(key.Span)).Distinct());
        Assert.Equal(["retail.key"], Directory.GetFiles(_data.Combine("keys")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task GetHashKey_OfAFile_LeavesItToItsOwner()
    {
        await Keys().GetHashKeyAsync(Retail, Cancellation);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_data.Combine("keys", "retail.key")));
        }
    }

    [Fact]
    public async Task GetHashKey_OfADamagedFile_FailsForGood()
    {
        Directory.CreateDirectory(_data.Combine("keys"));
        await File.WriteAllTextAsync(_data.Combine("keys", "retail.key"), "short", Cancellation);

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await Keys().GetHashKeyAsync(Retail, Cancellation));

        Assert.False(fault.IsTransient);
        Assert.DoesNotContain(_data.Path, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetHashKey_OfASpaceThatTheCatalogHasNot_FailsAndMakesNothing()
    {
        await Assert.ThrowsAsync<PackagingException>(async () => await Keys().GetHashKeyAsync(new("other"), Cancellation));

        Assert.False(Directory.Exists(_data.Combine("keys")));
    }

    [Fact]
    public async Task GetHashKey_ThatIsConfigured_MakesNoFile()
    {
        var key = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(value => (byte)value)]);

        var found = await Keys(("Keys:retail", key)).GetHashKeyAsync(Retail, Cancellation);

        Assert.Equal(Enumerable.Range(0, 32).Select(value => (byte)value), found.ToArray());
        Assert.False(Directory.Exists(_data.Combine("keys")));
    }

    [Theory]
    [InlineData("c2hvcnQ=")]
    [InlineData("no base64!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Validate_OfAKeyOfAnotherLength_SaysHowToMakeOne(string key)
    {
        var options = new SpaceKeyOptions { Keys = { ["retail"] = key } };

        var error = Assert.Single(options.Validate(new(options)));

        Assert.Contains("openssl rand -base64 32", error.ErrorMessage, StringComparison.Ordinal);
        Assert.DoesNotContain(key, error.ErrorMessage, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Dispose();

    private SpaceKeys Keys(params (string Name, string Value)[] settings)
    {
        var options = new SpaceKeyOptions();
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value))).Build().Bind(options);
        var catalog = new LoadedCatalog();
        var content = System.Text.Encoding.UTF8.GetBytes(TestCatalog.Json);
        catalog.Set(new(CatalogReader.Read(content).Catalog!, content));
        var paths = new DataPaths(Options.Create(new SegmentExportOptions { DataPath = _data.Path }), Options.Create(new ArtifactOptions()));
        return new(Options.Create(options), paths, catalog);
    }
}

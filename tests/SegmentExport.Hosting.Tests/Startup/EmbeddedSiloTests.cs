using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Spaces;
using SegmentExport.Domain.Identity;
using SegmentExport.Hosting.Catalogs;
using SegmentExport.Hosting.Sources;
using SegmentExport.Hosting.Startup;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Startup;

public sealed class EmbeddedSiloTests : IDisposable
{
    private readonly TempDataFolder _data = new();

    [Fact]
    public async Task Start_WithACatalog_ServesGrainsAndIsHealthy()
    {
        await File.WriteAllTextAsync(_data.Combine("catalog.json"), TestCatalog.Json, TestContext.Current.CancellationToken);
        using var host = Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        var members = await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IMemberGrain>(0).GetMembershipsAsync(new Caller(new UserId("alice")));
        var health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["retail", "bank"], members.Items.Select(item => item.Space.Value));
        Assert.All(health.Entries, entry => Assert.Equal(HealthStatus.Healthy, entry.Value.Status));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Start_WithABadCatalog_ListsEveryErrorWithItsPath()
    {
        await File.WriteAllTextAsync(
            _data.Combine("catalog.json"),
            TestCatalog.Json.Replace("\"hash\"", "\"rot13\"", StringComparison.Ordinal).Replace("\"fourEyes\": true", "\"fourEyes\": 1", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        using var host = Build();

        var fault = await Assert.ThrowsAsync<CatalogException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["spaces[0].fields[2].masking.allowed[1]", "spaces[1].fourEyes"], fault.Errors.Select(error => error.Path).Order());
    }

    [Fact]
    public async Task Start_WithAColumnThatTheSourceHasNot_NamesTheField()
    {
        await File.WriteAllTextAsync(
            _data.Combine("catalog.json"),
            TestCatalog.Json.Replace("\"column\": \"city\"", "\"column\": \"town\"", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        using var host = Build();

        var fault = await Assert.ThrowsAsync<CatalogException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal("spaces[0].fields[3].column", Assert.Single(fault.Errors).Path);
    }

    [Fact]
    public async Task Start_WithAConfiguredCatalogThatIsNotThere_MakesNoSample()
    {
        using var host = Build(("SegmentExport:Catalog", _data.Combine("nowhere.json")));

        var fault = await Assert.ThrowsAsync<CatalogException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal("$", Assert.Single(fault.Errors).Path);
    }

    [Fact]
    public async Task Start_OfASecondSiloInTheSameFolder_RefusesUntilTheFirstHasEnded()
    {
        await File.WriteAllTextAsync(_data.Combine("catalog.json"), TestCatalog.Json, TestContext.Current.CancellationToken);
        using (var first = Build())
        {
            await first.StartAsync(TestContext.Current.CancellationToken);
            using var second = Build();
            await Assert.ThrowsAsync<StartupException>(() => second.StartAsync(TestContext.Current.CancellationToken));
            await first.StopAsync(TestContext.Current.CancellationToken);
        }

        using var third = Build();
        await third.StartAsync(TestContext.Current.CancellationToken);
        await third.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Start_WithoutACatalog_MakesASampleThatItsSourceBearsOut()
    {
        using var host = Build(("SegmentExport:Sample:Users", "500"));
        await host.StartAsync(TestContext.Current.CancellationToken);

        var space = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ISpaceGrain>("retail");
        var segments = await space.GetSegmentsAsync(new Caller(new UserId("alice")), null);

        Assert.NotEmpty(segments.Value!.Items);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Start_WithAnOptionOutOfRange_Refuses()
    {
        using var host = Build(("SegmentExport:Packaging:Slots", "0"));

        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => _data.Dispose();

    private IHost Build(params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(
            [new("SegmentExport:DataPath", _data.Path), .. settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value))]);
        if (File.Exists(_data.Combine("catalog.json")))
        {
            builder.Services.AddSingleton<ISegmentSourceFactory>(new InMemorySourceFactory(100));
        }

        builder.AddSegmentExportSilo();
        return builder.Build();
    }
}

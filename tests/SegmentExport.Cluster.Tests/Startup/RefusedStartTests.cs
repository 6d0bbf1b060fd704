using Npgsql;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Startup;

/// <summary>What a cluster must not be like: the process ends with one line that says what to do, and without a password.</summary>
[Collection(StandingCluster.Name)]
public sealed class RefusedStartTests(StandingCluster fixture)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [Theory]
    [InlineData("SegmentExport__Artifacts__Shared", "false", "SegmentExport:Artifacts:Shared=true")]
    [InlineData("SegmentExport__Artifacts__Store", "s3", "SegmentExport:Artifacts:S3:Bucket is not set")]
    [InlineData("SegmentExport__Catalog", "", "Set SegmentExport:Catalog")]
    [InlineData("SegmentExport__SpaceKeys__Keys__finance", null, "SegmentExport:SpaceKeys:Keys:finance")]
    [InlineData("SegmentExport__ArtifactKeys__Keys__0__Key", "secret-word", "The key 0 is not 32 bytes")]
    [InlineData("SegmentExport__SpaceKeys__Keys__finance", "secret-word", "The key of the space 'finance' is not 32 bytes")]
    [InlineData("SegmentExport__Cluster__ConnectionString", "nonsense", "SegmentExport:Cluster:ConnectionString is no connection string")]
    [InlineData("SegmentExport__Cluster__ConnectionString", "Host=127.0.0.1;Port=1;Database=x;Username=y;Password=secret-word", "cannot be reached")]
    [InlineData("SegmentExport__Cluster__ConnectionString", "", "Set SegmentExport:Cluster:ConnectionString")]
    [InlineData("SegmentExport__Cluster__ServiceId", "another", "belongs to the service 'segment-export'")]
    [InlineData("SegmentExport__Cluster__ClusterId", "another", "The cluster 'segment-export' runs on this database")]
    [InlineData("SegmentExport__Cluster__AdvertisedAddress", "no.such.host.invalid", "SegmentExport:Cluster:AdvertisedAddress")]
    [InlineData("SegmentExport__Cluster__Tls__CertificatePath", "cert.pem", "SegmentExport:Cluster:Tls")]
    [InlineData("SegmentExport__Packaging__Slots", "0", "Slots")]
    public async Task Silo_SetUpInAWayThatLosesThings_SaysWhatToDo(string setting, string? value, string expected)
    {
        await using var silo = fixture.Cluster.StartSilo((setting, value));

        await AssertRefusedAsync(silo, expected);
    }

    [Fact]
    public async Task Silo_WithoutAKeyForTheKeysOfFiles_SaysWhatToSet()
    {
        await using var silo = fixture.Cluster.StartSilo(("SegmentExport__ArtifactKeys__Keys__0__Id", null), ("SegmentExport__ArtifactKeys__Keys__0__Key", null));

        await AssertRefusedAsync(silo, "Set SegmentExport:ArtifactKeys:Keys:0:Id");
    }

    [Theory]
    [InlineData("SegmentExport__SignIn__Development", "true", "has no development sign-in")]
    [InlineData("SegmentExport__SignIn__SigningKey", "", "needs to know whose tokens it takes")]
    [InlineData("SegmentExport__SignIn__SigningKey", "c2hvcnQ=", "SegmentExport:SignIn:SigningKey")]
    [InlineData("SegmentExport__Artifacts__Shared", "false", "SegmentExport:Artifacts:Shared=true")]
    [InlineData("SegmentExport__Artifacts__Store", "s3", "SegmentExport:Artifacts:S3:Bucket is not set")]
    [InlineData("SegmentExport__Cluster__ConnectionString", "Host=127.0.0.1;Port=1;Database=x;Username=y;Password=secret-word", "cannot be reached")]
    public async Task Gateway_SetUpInAWayThatLetsAnybodyIn_SaysWhatToDo(string setting, string value, string expected)
    {
        await using var gateway = fixture.Cluster.StartGateway((setting, value));

        await AssertRefusedAsync(gateway, expected);
    }

    [Fact]
    public async Task Silo_OnAPortThatIsTaken_SaysSo()
    {
        await using var silo = fixture.Cluster.StartSilo(("SegmentExport__Cluster__SiloPort", $"{fixture.Cluster.Silos[0].Address.Port}"));

        // Orleans logs the fault too, at length.
        Assert.Equal(1, await silo.WaitForExitAsync(Limit));
        Assert.Contains("SegmentExport:Cluster:SiloPort", silo.Output.Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rewrap_WithASilosSettings_SaysWhatItDidAndWithoutThemWhatItNeeds()
    {
        var settings = new Dictionary<string, string>(fixture.Cluster.Settings) { ["SegmentExport__Cluster__ConnectionString"] = fixture.Cluster.Database.Silo };
        await using (var rewrap = ServerProcess.Start(Programs.Silo, "rewrap", fixture.Cluster.Folder, settings, "rewrap"))
        {
            Assert.Equal(0, await rewrap.WaitForExitAsync(Limit));
            Assert.Contains("Wrapped anew: 0. All keys of files are wrapped by 'tests' now.", rewrap.Output, StringComparison.Ordinal);
        }

        await using var without = ServerProcess.Start(Programs.Silo, "rewrap", fixture.Cluster.Folder, [], "rewrap");
        await AssertRefusedAsync(without, "There are no keys in SegmentExport:ArtifactKeys:Keys");
    }

    [Fact]
    public async Task Migrate_WithoutARoleThatMay_SaysWhatToSet()
    {
        await using var migrate = ServerProcess.Start(Programs.Silo, "migrate", fixture.Cluster.Folder, [], "migrate");

        await AssertRefusedAsync(migrate, "Set SegmentExport:Migration:ConnectionString");
    }

    [Fact]
    public async Task Migrate_OfAnEmptyDatabase_MakesItFitForASiloThatSaysNoPassword()
    {
        await using var database = await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync();
        await using (var silo = fixture.Cluster.StartSilo(("SegmentExport__Cluster__ConnectionString", database.Silo)))
        {
            await AssertRefusedAsync(silo, "Run 'SegmentExport.Silo migrate'");
        }

        Dictionary<string, string> settings = new() { ["SegmentExport__Migration__ConnectionString"] = database.Owner, ["SegmentExport__Cluster__ConnectionString"] = database.Silo };
        for (var time = 0; time < 2; time++)
        {
            await using var migrate = ServerProcess.Start(Programs.Silo, "migrate", fixture.Cluster.Folder, settings, "migrate");
            Assert.Equal(0, await migrate.WaitForExitAsync(Limit));
            Assert.Contains(time == 0 ? "0001_orleans.sql" : "already", migrate.Output, StringComparison.Ordinal);
            AssertNoPassword(migrate);
        }

        await using var started = fixture.Cluster.StartSilo(("SegmentExport__Cluster__ConnectionString", database.Silo), ("Logging__LogLevel__Default", "Debug"), ("Logging__LogLevel__Orleans", "Debug"));
        await started.WaitUntilReadyAsync();
        AssertNoPassword(started);
    }

    private async Task AssertRefusedAsync(ServerProcess process, string expected)
    {
        Assert.Equal(1, await process.WaitForExitAsync(Limit));
        var line = process.Output.Split('\n')[^1];
        Assert.True(line.Contains(expected, StringComparison.Ordinal), process.Output);
        Assert.DoesNotContain("   at ", process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", process.Output, StringComparison.Ordinal);
        AssertNoPassword(process);
    }

    private void AssertNoPassword(ServerProcess process) =>
        Assert.DoesNotContain(new NpgsqlConnectionStringBuilder(fixture.Cluster.Database.Silo).Password!, process.Output, StringComparison.Ordinal);
}

using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using SegmentExport.Hosting.Catalogs;
using SegmentExport.Hosting.Catalogs.Tools;
using SegmentExport.Sources.Sample;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Catalogs;

/// <summary>The sample's catalog, and what is wrong with it once one thing is changed.</summary>
public sealed class CatalogCheckingTests : IDisposable
{
    private readonly TempDataFolder _folder = new(inMemory: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_OfTheSample_FindsItRight()
    {
        var report = await CheckAsync("weight", "1");

        Assert.Empty(report.Faults);
        Assert.StartsWith($"The catalog '{_folder.Combine("catalog.json")}' is right.", report.ToString(), StringComparison.Ordinal);

        // Of the second space, which has fewer fields than the table has columns.
        Assert.Equal(["spaces[1].fields"], report.Advice.Select(advice => advice.Path));
    }

    [Theory]
    [InlineData("profile", """{ "table": "people", "key": "user_id" }""", "spaces[0].segments[0]", "has no table 'people'. It has: profile")]
    [InlineData("profile", """{ "table": "profile", "key": "uid" }""", "spaces[0].segments[0]", "has no column 'uid'")]
    [InlineData("profile", """{ "table": "profile", "key": "city" }""", "spaces[0].profile.key", "is no key: of 2000 rows 0 have no value")]
    [InlineData("fields", """[ { "id": "a", "name": "a", "kind": "tag", "column": "user_id" }, { "id": "b", "name": "b", "kind": "tag", "column": "nope" } ]""", "spaces[0].fields[1].column", "has no column 'nope'")]
    [InlineData("segments", """[ { "id": "a", "name": "a", "members": { "table": "lists", "segment": "x" } } ]""", "spaces[0].segments[0]", "has no table 'lists'")]
    [InlineData("segments", """[ { "id": "a", "name": "a", "where": "city = " } ]""", "spaces[0].segments[0]", "cannot be read as SQL")]
    public async Task Check_OfWhatTheSourceDoesNotBearOut_NamesThePathAndWhatThereIs(string property, string value, string path, string expected)
    {
        var report = await CheckAsync(property, value);

        Assert.Contains(report.Faults, fault => fault.Path == path && fault.Message.Contains(expected, StringComparison.Ordinal));
        Assert.Contains($"  fault   {path}: ", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "id": "a", "name": "a", "kind": "identity", "column": "phone" }""", "spaces[0].fields[0].masking", "values look like it), and cannot be masked. Allow phone")]
    [InlineData("""{ "id": "a", "name": "a", "kind": "attribute", "column": "birthday", "masking": { "allowed": [ "null", { "rule": "bucket", "bounds": [ 1 ] } ] } }""", "spaces[0].fields[0].masking.allowed[1]", "bucket makes ***")]
    [InlineData("""{ "id": "a", "name": "a", "kind": "attribute", "column": "is_member", "masking": { "allowed": [ "date_to_month" ] } }""", "spaces[0].fields[0].masking.allowed[0]", "date_to_month makes ***")]
    [InlineData("""{ "id": "a", "name": "a", "kind": "attribute", "column": "city" }""", "spaces[0].fields", "No field names these columns of 'profile': user_id, name")]
    public async Task Check_OfFieldsThatAreHardlyMeant_Advises(string field, string path, string expected)
    {
        var report = await CheckAsync("fields", $"[ {field} ]");

        Assert.Empty(report.Faults);
        Assert.Contains(report.Advice, advice => advice.Path == path && advice.Message.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_OfASourceThatIsNotThere_SaysWhichOnce()
    {
        await WriteAsync("weight", "1");
        File.Delete(_folder.Combine(SampleCdpCatalog.DatabaseFile));

        var report = await CatalogChecking.RunAsync(Settings(), Cancellation);

        Assert.Equal(["sources.cdp"], report.Faults.Select(fault => fault.Path).Distinct());
    }

    [Fact]
    public async Task Check_OfAFileWithABrokenLine_SaysWhatKindOfFaultAndNothingOfTheLine()
    {
        await WriteAsync("weight", "1");
        var catalog = JsonNode.Parse(await File.ReadAllTextAsync(_folder.Combine("catalog.json"), Cancellation))!;
        catalog["sources"]!["cdp"] = JsonNode.Parse("""{ "kind": "duckdb", "files": { "profile": "broken.csv" } }""");
        await File.WriteAllTextAsync(_folder.Combine("catalog.json"), catalog.ToJsonString(), Cancellation);
        await File.WriteAllBytesAsync(_folder.Combine("broken.csv"), [.. "user_id,city\nu1,here\n13800130042,"u8, 0xC3, 0x28, .. "\n"u8], Cancellation);

        var report = await CatalogChecking.RunAsync(Settings(), Cancellation);

        Assert.Contains(report.Faults, fault => fault.Path == "sources.cdp" && fault.Message.Contains("(DuckDB: ", StringComparison.Ordinal));
        Assert.DoesNotContain("13800130042", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfAFileThatIsNoCatalog_SaysEveryError()
    {
        await WriteAsync("fields", """[ { "id": "a", "name": "a", "kind": "who", "column": "city", "masking": { "allowed": [ "telephone" ] } } ]""");

        var refused = await Assert.ThrowsAsync<CatalogException>(() => CatalogChecking.RunAsync(Settings(), Cancellation));

        Assert.Equal(["spaces[0].fields[0].kind", "spaces[0].fields[0].masking.allowed[0]"], refused.Errors.Select(error => error.Path));
    }

    [Fact]
    public async Task Check_WithTheSettingsOfACluster_MissesTheKeysOfHashes()
    {
        await WriteAsync("weight", "1");

        var report = await CatalogChecking.RunAsync(Settings(("SegmentExport:Cluster:ConnectionString", "Host=nowhere")), Cancellation);

        Assert.Contains("SegmentExport:SpaceKeys:Keys:retail", Assert.Single(report.Faults).Message, StringComparison.Ordinal);
    }

    private async Task<CatalogReport> CheckAsync(string property, string value)
    {
        await WriteAsync(property, value);
        return await CatalogChecking.RunAsync(Settings(), Cancellation);
    }

    private async Task WriteAsync(string property, string value)
    {
        await SampleData.CopyToAsync(_folder.Path);
        var catalog = JsonNode.Parse(SampleCdpCatalog.Json)!;
        catalog["spaces"]![0]![property] = JsonNode.Parse(value);
        await File.WriteAllTextAsync(_folder.Combine("catalog.json"), catalog.ToJsonString(), Cancellation);
    }

    private IConfiguration Settings(params (string Name, string Value)[] settings) => new ConfigurationBuilder().AddInMemoryCollection(
        settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))
            .Concat([new("SegmentExport:Catalog", _folder.Combine("catalog.json")), new("SegmentExport:DataPath", _folder.Combine("data"))])).Build();
}

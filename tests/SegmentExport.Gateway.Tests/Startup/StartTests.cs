using SegmentExport.Gateway.Tests.Support;
using SegmentExport.Hosting.Catalogs;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Startup;

/// <summary>What the program says when it starts, and when it cannot.</summary>
public sealed class StartTests(RunningGateway running) : IDisposable
{
    private const string Space = """
        { "id": "shop", "name": "Shop", "source": "cdp", "profile": { "table": "profile", "key": "user_id" },
          "fields": [{ "id": "city", "name": "City", "kind": "attribute", "column": "city" }],
          "segments": [{ "id": "all", "name": "All", "where": "true" }], "members": [{ "user": "alice", "permissions": [] }] }
        """;

    private readonly TempDataFolder _data = new();

    /// <summary>A catalog, and what must be said of it.</summary>
    public static TheoryData<string, string[]> BadCatalogs => new()
    {
        { "{ not json", ["catalog.json", "line 1"] },
        { $$"""{ "sources": {}, "spaces": [{{Space}}] }""", ["spaces[0].source", "'cdp'"] },
        {
            """{ "sources": { "cdp": { "kind": "oracle" } }, "spaces": [{ "id": "a b" }, { "id": "x", "segments": [{ "id": "s", "name": "S" }] }] }""",
            ["sources.cdp.kind", "duckdb", "spaces[0].id", "spaces[1].segments[0]"]
        },
        { $$"""{ "sources": { "cdp": { "kind": "duckdb", "path": "gone.duckdb" } }, "spaces": [{{Space}}] }""", ["sources.cdp", "gone.duckdb"] },
        { $$"""{ "sources": { "cdp": { "kind": "duckdb", "path": "catalog.json" } }, "spaces": [{{Space}}] }""", ["sources.cdp", "not a readable DuckDB"] },
        {
            $$"""{ "sources": { "cdp": { "kind": "duckdb", "path": "sample-cdp.duckdb" } }, "spaces": [{{Space.Replace("\"column\": \"city\"", "\"column\": \"town\"", StringComparison.Ordinal)}}] }""",
            ["spaces[0].fields[0].column", "town"]
        },
        {
            $$"""{ "sources": { "cdp": { "kind": "duckdb", "path": "sample-cdp.duckdb" } }, "spaces": [{{Space.Replace("\"where\": \"true\"", "\"where\": \"aeg > 1\"", StringComparison.Ordinal)}}] }""",
            ["spaces[0].segments[0]"]
        },
    };

    [Fact]
    public void Start_SaysWhereItListensAndWhatIsNext()
    {
        Assert.Contains("SegmentExport is ready at http://127.0.0.1:", running.StartOutput);
        Assert.Contains("/openapi/v1.json", running.StartOutput);
        Assert.DoesNotContain("warn:", running.StartOutput);
        Assert.DoesNotContain("fail:", running.StartOutput);
        Assert.True(running.StartOutput.Split('\n').Length < 25, running.StartOutput);
    }

    [Theory]
    [MemberData(nameof(BadCatalogs))]
    public async Task Start_WithABadCatalog_SaysWhereItIsWrong(string catalog, string[] said)
    {
        await SampleData.CopyToAsync(_data.Path);
        await File.WriteAllTextAsync(_data.Combine("catalog.json"), catalog, TestContext.Current.CancellationToken);
        await using var app = GatewayApplication.Create([$"--SegmentExport:DataPath={_data.Path}", "--urls=http://127.0.0.1:0"]);

        var fault = await Assert.ThrowsAsync<CatalogException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.All(said, text => Assert.Contains(text, fault.Message));
    }

    [Fact]
    public Task Process_WithACatalogThatIsNotThere_EndsAndSaysSo() => EndsAsync(["nowhere.json", "SegmentExport:Catalog"], ("SegmentExport__Catalog", "nowhere.json"));

    [Fact]
    public Task Process_WithASettingOutOfRange_EndsAndSaysTheRange() =>
        EndsAsync(["Users", "1 and 100000000", "docs/configuration.md"], ("SegmentExport__Sample__Users", "0"));

    [Fact]
    public Task Process_OnAPortInUse_EndsAndSaysSo() =>
        EndsAsync(["in use", "ASPNETCORE_URLS"], ("ASPNETCORE_URLS", running.Client.BaseAddress!.ToString()), ("SegmentExport__Sample__Users", "10"));

    [Fact]
    public Task Process_OnADataFolderInUse_EndsAndSaysSo() => EndsAsync([running.DataPath, "SegmentExport:DataPath"], ("SegmentExport__DataPath", running.DataPath));

    [Fact]
    public Task Process_OnADataFolderThatCannotBe_EndsAndSaysSo() => EndsAsync(["/dev/null/data", "SegmentExport:DataPath"], ("SegmentExport__DataPath", "/dev/null/data"));

    public void Dispose() => _data.Dispose();

    private async Task EndsAsync(string[] said, params (string, string)[] settings)
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(async () => await (await GatewayProcess.StartAsync(_data.Path, settings)).DisposeAsync());
        Assert.Contains("ended with 1:", fault.Message);
        Assert.All(said, text => Assert.Contains(text, fault.Message));
        Assert.DoesNotContain("Unhandled exception", fault.Message);
    }
}

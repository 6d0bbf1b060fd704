using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.OwnData;

/// <summary>Somebody's own files, named by the catalog that the README shows.</summary>
public sealed class OwnFilesTests : IDisposable
{
    private readonly TempDataFolder _data = new();

    [Theory]
    [InlineData("parquet", "(FORMAT parquet)")]
    [InlineData("csv", "(FORMAT csv, HEADER)")]
    public async Task Export_OfOwnFiles_HasTheirRows(string extension, string format)
    {
        Directory.CreateDirectory(_data.Combine("lake", "users"));
        OwnCatalog.Query($"COPY (SELECT 'u' || i AS id, 'user' || i || '@example.com' AS email, '城' || (i % 3) AS city FROM range(0, 60) t(i)) TO '{_data.Combine("lake", "users", $"a.{extension}")}' {format}");
        OwnCatalog.Query($"COPY (SELECT 'u' || i AS id, 'user' || i || '@example.com' AS email, '城' || (i % 3) AS city FROM range(60, 100) t(i)) TO '{_data.Combine("lake", "users", $"b.{extension}")}' {format}");
        await File.WriteAllTextAsync(_data.Combine("own.json"), OwnCatalog.OfReadme().Replace("*.parquet", $"*.{extension}", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        await using var gateway = await GatewayProcess.StartAsync(_data.Path, ("SegmentExport__Catalog", _data.Combine("own.json")));
        var (alice, carol) = (await ApiUser.SignInAsync(gateway.Client, "alice"), await ApiUser.SignInAsync(gateway.Client, "carol"));
        var task = await alice.CreateTaskAsync("shop", "all", new { id = "email", masking = "email" }, new { id = "city" });
        await carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
        await alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(30));
        using var answer = await alice.SendAsync(HttpMethod.Get, $"{task}/file?container=plain");
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("email,city", lines[0]);
        Assert.Equal(100, lines.Length - 1);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"城{i % 3}"), lines.Skip(1).Select(line => line.Split(',')[1]));
        Assert.DoesNotContain(lines, line => line.Contains("user1", StringComparison.Ordinal));
        Assert.False(File.Exists(_data.Combine("sample-cdp.duckdb")));
    }

    public void Dispose() => _data.Dispose();
}

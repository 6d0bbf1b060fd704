using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.OwnData;

/// <summary>Values that a format cannot hold close the task, which names the field; nested ones become text.</summary>
public sealed class UnfitValueTests : IAsyncLifetime
{
    private readonly TempDataFolder _data = new();
    private GatewayProcess _gateway = null!;
    private ApiUser _alice = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_data.Combine("lake", "users"));
        OwnCatalog.Query(
            "COPY (SELECT 'u' || i AS id, 'u@example.com' AS email, CASE WHEN i = 70 THEN repeat('长', 32768) ELSE '' END AS city, [i, i] AS orders FROM range(0, 100) t(i)) "
            + $"TO '{_data.Combine("lake", "users", "a.parquet")}' (FORMAT parquet)");
        const string City = "{ \"id\": \"city\"";
        await File.WriteAllTextAsync(
            _data.Combine("own.json"),
            OwnCatalog.OfReadme().Replace(City, "{ \"id\": \"orders\", \"name\": \"Orders\", \"kind\": \"attribute\", \"column\": \"orders\" }, " + City, StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        _gateway = await GatewayProcess.StartAsync(_data.Path, ("SegmentExport__Catalog", _data.Combine("own.json")), ("SegmentExport__Sharding__TargetRows", "30"));
        _alice = await ApiUser.SignInAsync(_gateway.Client, "alice");
    }

    [Fact]
    public async Task Csv_WithNestedValues_IsPacked() => await _alice.WaitForAsync(
        await CreateAsync("csv", "city", "orders"), state => state.GetProperty("packaging").GetProperty("shardsDone").GetInt32() == 4, TimeSpan.FromSeconds(30));

    [Fact]
    public async Task Workbook_WithATextTooLongForACell_ClosesTheTaskAndNamesTheField()
    {
        var task = await CreateAsync("xlsx");

        var closed = await _alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "closed", TimeSpan.FromSeconds(30));
        var failure = closed.GetProperty("packaging").GetProperty("failure");
        Assert.Equal("value_too_long", failure.GetProperty("code").GetString());
        Assert.Contains("'city' has a text of 32768 characters", failure.GetProperty("message").GetString());
        Assert.DoesNotContain("长", closed.ToString());
        await _alice.WaitForAsync(task, _ => Directory.GetFiles(_data.Path, "*.part*", SearchOption.AllDirectories).Length == 0, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Csv_WithATextTooLongForACell_IsPacked() => await _alice.WaitForAsync(
        await CreateAsync("csv"), state => state.GetProperty("packaging").GetProperty("shardsDone").GetInt32() == 4, TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _data.Dispose();
    }

    private static object Body(string format, params IEnumerable<string> fields) => new { segmentId = "all", reason = "A test", fields = fields.Select(id => new { id }), format };

    private async Task<string> CreateAsync(string format, params IEnumerable<string> fields) =>
        $"/api/v1/spaces/shop/download-tasks/{(await _alice.SendForJsonAsync(HttpMethod.Post, "/api/v1/spaces/shop/download-tasks", Body(format, fields.DefaultIfEmpty("city")))).GetProperty("id").GetString()}";
}

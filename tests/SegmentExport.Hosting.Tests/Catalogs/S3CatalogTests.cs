using Microsoft.Extensions.Configuration;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Masking;
using SegmentExport.Hosting.Catalogs.Tools;
using SegmentExport.Hosting.Startup;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.ObjectStores;

namespace SegmentExport.Hosting.Tests.Catalogs;

/// <summary>Catalogs that are drawn from objects in a bucket, whose server and keys stand in the settings.</summary>
public sealed class S3CatalogTests : IDisposable
{
    private readonly TempDataFolder _folder = new(inMemory: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string CatalogPath => _folder.Combine("catalog.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Init_OfObjects_DrawsWhatCheckFindsRightAndSaysNoSecret()
    {
        using var bucket = await FillAsync();

        var said = await CatalogInit.RunAsync("duckdb", bucket.Place("day=*/*.csv"), Settings(bucket), Cancellation);

        var drawn = await File.ReadAllTextAsync(CatalogPath, Cancellation);
        var catalog = CatalogReader.Read(await File.ReadAllBytesAsync(CatalogPath, Cancellation)).Catalog!;
        Assert.Equal(bucket.Place("day=*/*.csv"), catalog.Sources["cdp"].Files["*"]);
        Assert.Equal([("b", MaskingKind.Phone), ("c", MaskingKind.Email)], catalog.Spaces[0].Fields.Where(field => !field.Masking.Allowed.IsEmpty).Select(field => (field.Column, field.Masking.Allowed[0].Kind)));
        var report = await CatalogChecking.RunAsync(Settings(bucket), Cancellation);
        Assert.Empty(report.Faults);
        Assert.All([bucket.Options.SecretKey!, bucket.Options.AccessKey!, "13800130042"], found => Assert.DoesNotContain(found, $"{said}{report}{drawn}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SecretKey", "wrong", "SegmentExport:Sources:S3:cdp, or the bucket's policy. (S3: SignatureDoesNotMatch)")]
    [InlineData("AccessKey", "parts:stranger", "list the bucket and read its objects")]
    [InlineData("Endpoint", "http://127.0.0.1:1", "does not answer")]
    public async Task Check_OfSettingsThatDoNotWork_SaysWhatToDo(string setting, string value, string expected)
    {
        using var bucket = await FillAsync();
        await CatalogInit.RunAsync("duckdb", bucket.Place("day=*/*.csv"), Settings(bucket), Cancellation);

        var report = await CatalogChecking.RunAsync(Settings(bucket, (setting, value), ("Attempts", "1")), Cancellation);

        var fault = Assert.Single(report.Faults);
        Assert.Equal("sources.cdp", fault.Path);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(bucket.Options.SecretKey!, $"{report}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_WhereNothingCanBeRead_SaysWhy()
    {
        using var bucket = await FillAsync();

        await AssertRefusedAsync("nothing at s3://parts/", bucket, bucket.Place("*.parquet"));
        await AssertRefusedAsync("a bucket that is not there", bucket, "s3://no-such-bucket/*.csv");
        await AssertRefusedAsync("s3://{bucket}/{key}", bucket, "s3://parts");
        await AssertRefusedAsync("s3://{bucket}/{key}", bucket, "s3://parts/folder/");
        await AssertRefusedAsync("SegmentExport:Sources:S3:cdp:Endpoint is no http or https URL", bucket, bucket.Place("*.csv"), ("Endpoint", "objects.example.com"));
        await AssertRefusedAsync("only one is set", bucket, bucket.Place("*.csv"), ("SecretKey", ""));
        await AssertRefusedAsync("SegmentExport:Sources:S3:cdp: The field Attempts", bucket, bucket.Place("*.csv"), ("Attempts", "99"));
        Assert.False(File.Exists(CatalogPath));
    }

    private static async Task<BucketFolder> FillAsync()
    {
        var bucket = new BucketFolder((await SwiftServer.SharedAsync()).NewOptions());
        var lines = Enumerable.Range(0, 50).Select(row => $"{row},1380013{row:0000},u{row}@example.com").Prepend("a,b,c");
        await bucket.PutAsync("day=2024-05-01/rows.csv", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return bucket;
    }

    private async Task AssertRefusedAsync(string expected, BucketFolder bucket, string place, params (string Name, string Value)[] settings)
    {
        var refused = await Assert.ThrowsAnyAsync<StartupException>(() => CatalogInit.RunAsync("duckdb", place, Settings(bucket, settings), Cancellation));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    private IConfiguration Settings(BucketFolder bucket, params (string Name, string Value)[] settings)
    {
        var options = bucket.Options;
        (string, string?)[] connection = [("Endpoint", options.Endpoint), ("PathStyle", "true"), ("AccessKey", options.AccessKey), ("SecretKey", options.SecretKey), .. settings];
        return new ConfigurationBuilder()
            .AddInMemoryCollection([new("SegmentExport:Catalog", CatalogPath), new("SegmentExport:DataPath", _folder.Path)])
            .AddInMemoryCollection(connection.GroupBy(setting => setting.Item1).Select(setting => KeyValuePair.Create($"SegmentExport:Sources:S3:cdp:{setting.Key}", setting.Last().Item2)))
            .Build();
    }
}

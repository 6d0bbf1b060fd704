using SegmentExport.TestKit.ObjectStores;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Startup;

/// <summary>An object store that cannot be used: the process ends with one line that says why and where, and without a secret.</summary>
[Collection(StandingCluster.Name)]
public sealed class RefusedStoreTests(StandingCluster fixture)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Silo_WithABucketThatCannotBeUsed_SaysWhy()
    {
        var options = (await SwiftServer.SharedAsync()).NewOptions();
        (string, string?)[] right =
        [
            ("SegmentExport__Artifacts__Store", "s3"), ("SegmentExport__Artifacts__S3__Endpoint", options.Endpoint), ("SegmentExport__Artifacts__S3__Bucket", options.Bucket),
            ("SegmentExport__Artifacts__S3__PathStyle", "true"), ("SegmentExport__Artifacts__S3__AccessKey", options.AccessKey), ("SegmentExport__Artifacts__S3__SecretKey", options.SecretKey),
            ("SegmentExport__Artifacts__S3__Attempts", "2"),
        ];

        await AssertRefusedAsync(
            wrong => fixture.Cluster.StartSilo([.. right, wrong]),
            (("SegmentExport__Artifacts__S3__SecretKey", "secret-word"), "refuses the credentials", options.Bucket!),
            (("SegmentExport__Artifacts__S3__Bucket", "no-such-bucket"), "no such bucket", "no-such-bucket"),
            (("SegmentExport__Artifacts__S3__Endpoint", "http://127.0.0.1:1"), "does not answer", "http://127.0.0.1:1"));
    }

    [Fact]
    public async Task Gateway_WithAContainerThatCannotBeUsed_SaysWhy()
    {
        var options = await (await AzuriteServer.SharedAsync()).NewOptionsAsync();
        (string, string?)[] right =
        [
            ("SegmentExport__Artifacts__Store", "azure"), ("SegmentExport__Artifacts__Azure__ConnectionString", options.ConnectionString),
            ("SegmentExport__Artifacts__Azure__Container", options.Container), ("SegmentExport__Artifacts__Azure__Attempts", "2"),
        ];
        const string Key = "AccountKey=";
        var (known, elsewhere) = (options.ConnectionString!, "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:1/a;");

        await AssertRefusedAsync(
            wrong => fixture.Cluster.StartGateway([.. right, wrong]),
            (("SegmentExport__Artifacts__Azure__ConnectionString", known.Replace(Key, $"{Key}AAAA", StringComparison.Ordinal)), "refuses the credentials", options.Container!),
            (("SegmentExport__Artifacts__Azure__Container", "no-such-container"), "no such bucket or container", "no-such-container"),
            (("SegmentExport__Artifacts__Azure__ConnectionString", elsewhere), "does not answer", options.Container!));
    }

    private static async Task AssertRefusedAsync(Func<(string Name, string? Value), ServerProcess> start, params ((string Name, string? Value) Wrong, string Reason, string Place)[] cases)
    {
        foreach (var (wrong, reason, place) in cases)
        {
            await using var process = start(wrong);
            Assert.Equal(1, await process.WaitForExitAsync(Limit));
            var line = process.Output.Split('\n')[^1];
            Assert.True(line.Contains(reason, StringComparison.Ordinal) && line.Contains($"'{place}'", StringComparison.Ordinal), process.Output);
            Assert.DoesNotContain("   at ", process.Output, StringComparison.Ordinal);
            Assert.All(["secret-word", "AccountKey"], secret => Assert.DoesNotContain(secret, process.Output, StringComparison.Ordinal));
        }
    }
}

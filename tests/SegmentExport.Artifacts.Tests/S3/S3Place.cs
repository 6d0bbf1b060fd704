using Amazon.S3;
using SegmentExport.Artifacts.S3;
using SegmentExport.Artifacts.Tests.Conformance;
using SegmentExport.ObjectStorage.S3;
using SegmentExport.TestKit.ObjectStores;

namespace SegmentExport.Artifacts.Tests.S3;

/// <summary>A place of its own in the bucket of the run's server.</summary>
internal sealed class S3Place : IStorePlace
{
    private readonly SocketsHttpHandler _network = new();
    private readonly IAmazonS3 _client;

    private S3Place(S3StoreOptions options, Func<HttpMessageHandler, HttpMessageHandler>? between)
    {
        Options = options;
        _client = S3Client.Create(options, between?.Invoke(_network) ?? _network);
    }

    public S3StoreOptions Options { get; }

    public S3ArtifactStore Store => new(_client, Options);

    public IArtifactStore Open() => Store;

    /// <summary>Makes one. Skips the test where there is no server.</summary>
    /// <param name="change">Changes the settings.</param>
    /// <param name="between">Puts a handler before the network.</param>
    public static async Task<S3Place> MakeAsync(Action<S3StoreOptions>? change = null, Func<HttpMessageHandler, HttpMessageHandler>? between = null)
    {
        var options = (await SwiftServer.SharedAsync()).NewOptions();
        change?.Invoke(options);
        return new(options, between);
    }

    /// <summary>How many objects and begun uploads it has.</summary>
    public async Task<int> CountAsync()
    {
        var objects = await _client.ListObjectsV2Async(new() { BucketName = Options.Bucket, Prefix = Options.Prefix });
        var uploads = await _client.ListMultipartUploadsAsync(new Amazon.S3.Model.ListMultipartUploadsRequest { BucketName = Options.Bucket, Prefix = Options.Prefix });
        return (objects.S3Objects?.Count ?? 0) + (uploads.MultipartUploads?.Count ?? 0);
    }

    public void Dispose()
    {
        _client.Dispose();
        _network.Dispose();
    }
}

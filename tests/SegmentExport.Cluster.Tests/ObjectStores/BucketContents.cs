using Amazon.S3;
using SegmentExport.Artifacts.S3;
using SegmentExport.ObjectStorage.S3;

namespace SegmentExport.Cluster.Tests.ObjectStores;

/// <summary>What is in a store's place in a bucket, read past the store.</summary>
internal sealed class BucketContents : IDisposable
{
    private readonly SocketsHttpHandler _network = new();
    private readonly S3StoreOptions _options;
    private readonly IAmazonS3 _client;

    public BucketContents(S3StoreOptions options) => (_options, _client) = (options, S3Client.Create(options, _network));

    /// <summary>How many objects and begun uploads there are below a path; what readiness writes is not below any space.</summary>
    public async Task<int> CountAsync(string path = "retail/")
    {
        var prefix = _options.Prefix + path;
        var objects = await _client.ListObjectsV2Async(new() { BucketName = _options.Bucket, Prefix = prefix });
        var uploads = await _client.ListMultipartUploadsAsync(new Amazon.S3.Model.ListMultipartUploadsRequest { BucketName = _options.Bucket, Prefix = prefix });
        return (objects.S3Objects?.Count ?? 0) + (uploads.MultipartUploads?.Count ?? 0);
    }

    /// <summary>The tags of the objects below a path.</summary>
    public async Task<IEnumerable<string>> TagsAsync(string path) =>
        (await _client.ListObjectsV2Async(new() { BucketName = _options.Bucket, Prefix = _options.Prefix + path })).S3Objects.Select(found => found.ETag);

    public void Dispose()
    {
        _client.Dispose();
        _network.Dispose();
    }
}

using Amazon.S3;
using SegmentExport.Artifacts.S3;
using SegmentExport.Domain.Catalog;
using SegmentExport.ObjectStorage.S3;

namespace SegmentExport.TestKit.ObjectStores;

/// <summary>A prefix of a bucket that a test fills, as somebody does who loads a lake.</summary>
public sealed class BucketFolder : IDisposable
{
    private readonly SocketsHttpHandler _network = new();
    private readonly IAmazonS3 _client;

    /// <param name="options">The bucket and the prefix.</param>
    public BucketFolder(S3StoreOptions options) => (Options, _client) = (options, S3Client.Create(options, _network));

    /// <summary>The bucket and the prefix.</summary>
    public S3StoreOptions Options { get; }

    /// <summary>How a catalog names objects of it.</summary>
    public string Place(string pattern) => new S3Location(Options.Bucket!, Options.Prefix + pattern).ToString();

    /// <summary>Stores an object.</summary>
    public async Task PutAsync(string name, byte[] content)
    {
        using var bytes = new MemoryStream(content);
        await _client.PutObjectAsync(new() { BucketName = Options.Bucket, Key = Options.Prefix + name, InputStream = bytes, UseChunkEncoding = false });
    }

    /// <summary>Stores an object, again if need be, so that the server's clock tells it from all that is there: it counts seconds.</summary>
    public async Task PutLaterAsync(string name, byte[] content)
    {
        var before = await LatestAsync("");
        do
        {
            await PutAsync(name, content);
        }
        while (await LatestAsync(name) <= before);
    }

    /// <summary>Deletes an object.</summary>
    public Task DeleteAsync(string name) => _client.DeleteObjectAsync(Options.Bucket, Options.Prefix + name);

    /// <inheritdoc />
    public void Dispose()
    {
        _client.Dispose();
        _network.Dispose();
    }

    private async Task<DateTime?> LatestAsync(string name) =>
        (await _client.ListObjectsV2Async(new() { BucketName = Options.Bucket, Prefix = Options.Prefix + name })).S3Objects?.Max(stored => stored.LastModified);
}

using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using SegmentExport.Artifacts.Objects;

namespace SegmentExport.Artifacts.S3;

/// <summary>The calls of a bucket that the store makes, page by page where there are many answers. Faults are the store's.</summary>
internal sealed class S3Bucket(IAmazonS3 client, string name)
{
    /// <summary>The bucket's name.</summary>
    public string Name => name;

    /// <summary>Makes a call.</summary>
    public Task<T> CallAsync<T>(Func<IAmazonS3, Task<T>> call, CancellationToken cancellationToken) =>
        ObjectFaults.TranslateAsync(() => call(client), S3Faults.ToPackagingException, cancellationToken);

    /// <summary>Stores an object whole.</summary>
    public Task PutAsync(string key, MemoryStream bytes, CancellationToken cancellationToken) =>
        CallAsync(client => client.PutObjectAsync(new() { BucketName = name, Key = key, InputStream = bytes, AutoCloseStream = false, UseChunkEncoding = false }, cancellationToken), cancellationToken);

    /// <summary>Deletes an object; one that is not there is no fault.</summary>
    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        CallAsync(client => UnlessGoneAsync(() => client.DeleteObjectAsync(name, key, cancellationToken)), cancellationToken);

    /// <summary>Aborts an upload; one that is over already is no fault.</summary>
    public Task AbortAsync(S3Upload upload, CancellationToken cancellationToken) =>
        CallAsync(client => UnlessGoneAsync(() => client.AbortMultipartUploadAsync(name, upload.Name, upload.Id, cancellationToken)), cancellationToken);

    /// <summary>The objects whose names begin so, or, with a delimiter, what names have up to the next one.</summary>
    public async IAsyncEnumerable<string> ListAsync(string prefix, string? delimiter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = name, Prefix = prefix, Delimiter = delimiter };
        do
        {
            var page = await CallAsync(client => client.ListObjectsV2Async(request, cancellationToken), cancellationToken);
            foreach (var found in delimiter is null ? page.S3Objects?.Select(stored => stored.Key) ?? [] : page.CommonPrefixes ?? [])
            {
                yield return found;
            }

            request.ContinuationToken = page.IsTruncated is true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    /// <summary>The begun uploads of objects whose names begin so. A server that does not list any has none, as far as the store is concerned.</summary>
    public async IAsyncEnumerable<S3Upload> ListUploadsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListMultipartUploadsRequest { BucketName = name, Prefix = prefix };
        while (true)
        {
            var page = await CallAsync(client => UnlessUnknownAsync(() => client.ListMultipartUploadsAsync(request, cancellationToken)), cancellationToken);
            foreach (var upload in page?.MultipartUploads ?? [])
            {
                yield return new(upload.Key, upload.UploadId);
            }

            if (page?.IsTruncated is not true)
            {
                yield break;
            }

            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
    }

    private static async Task<T?> UnlessGoneAsync<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode == HttpStatusCode.NotFound && fault.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    private static async Task<T?> UnlessUnknownAsync<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode == HttpStatusCode.NotImplemented)
        {
            return null;
        }
    }
}

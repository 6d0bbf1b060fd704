using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace SegmentExport.ObjectStorage.S3;

/// <summary>The calls of a bucket that are made, page by page where there are many answers.</summary>
/// <param name="client">The client of <see cref="S3Client.Create"/>; stays the caller's.</param>
/// <param name="name">The bucket's name.</param>
/// <param name="words">Says the faults.</param>
internal sealed class S3Bucket(IAmazonS3 client, string name, FaultWords words)
{
    /// <summary>The bucket's name.</summary>
    public string Name => name;

    /// <summary>Makes a call.</summary>
    public Task<T> CallAsync<T>(Func<IAmazonS3, Task<T>> call, CancellationToken cancellationToken) =>
        ObjectCalls.TranslateAsync(() => call(client), fault => words(S3Faults.Of(fault), fault), cancellationToken);

    /// <summary>Stores an object whole.</summary>
    public Task PutAsync(string key, MemoryStream bytes, CancellationToken cancellationToken) =>
        CallAsync(client => client.PutObjectAsync(new() { BucketName = name, Key = key, InputStream = bytes, AutoCloseStream = false, UseChunkEncoding = false }, cancellationToken), cancellationToken);

    /// <summary>Deletes an object; one that is not there is no fault.</summary>
    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        CallAsync(client => UnlessGoneAsync(() => client.DeleteObjectAsync(name, key, cancellationToken)), cancellationToken);

    /// <summary>Aborts an upload; one that is over already is no fault.</summary>
    public Task AbortAsync(S3Upload upload, CancellationToken cancellationToken) =>
        CallAsync(client => UnlessGoneAsync(() => client.AbortMultipartUploadAsync(name, upload.Name, upload.Id, cancellationToken)), cancellationToken);

    /// <summary>Opens a stretch of an object: exactly so many bytes; the caller disposes it.</summary>
    /// <param name="key">The object's name.</param>
    /// <param name="tag">The tag that it has to have still; null: any.</param>
    /// <param name="offset">The first byte, from 0.</param>
    /// <param name="length">How many, from 1.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<GetObjectResponse> GetAsync(string key, string? tag, long offset, long length, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = name, Key = key, EtagToMatch = tag, ByteRange = new(offset, offset + length - 1) };
        var answer = await CallAsync(client => client.GetObjectAsync(request, cancellationToken), cancellationToken);
        if (!HasTag(answer.ETag, tag))
        {
            answer.Dispose();
            throw words(ObjectFault.Changed, null);
        }

        if (answer.ContentLength == length)
        {
            return answer;
        }

        var isShorter = answer.ContentLength < length;
        answer.Dispose();
        throw isShorter ? words(ObjectFault.TooShort, null) : words(ObjectFault.NoAnswer, new InvalidDataException("A range was answered with more than was asked for."));
    }

    /// <summary>How many bytes an object has.</summary>
    /// <param name="key">The object's name.</param>
    /// <param name="tag">The tag that it has to have; null: any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<long> MeasureAsync(string key, string? tag, CancellationToken cancellationToken)
    {
        var request = new GetObjectMetadataRequest { BucketName = name, Key = key, EtagToMatch = tag };
        var answer = await CallAsync(client => client.GetObjectMetadataAsync(request, cancellationToken), cancellationToken);
        return HasTag(answer.ETag, tag) ? answer.ContentLength : throw words(ObjectFault.Changed, null);
    }

    /// <summary>The objects whose names begin so, in the order of their names.</summary>
    public async IAsyncEnumerable<S3Object> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in ListPagesAsync(new() { BucketName = name, Prefix = prefix }, cancellationToken))
        {
            foreach (var found in page.S3Objects ?? [])
            {
                yield return found;
            }
        }
    }

    /// <summary>What names that begin so have up to the next slash.</summary>
    public async IAsyncEnumerable<string> ListFoldersAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in ListPagesAsync(new() { BucketName = name, Prefix = prefix, Delimiter = "/" }, cancellationToken))
        {
            foreach (var found in page.CommonPrefixes ?? [])
            {
                yield return found;
            }
        }
    }

    /// <summary>The begun uploads of objects whose names begin so. A server that does not list any has none, as far as callers are concerned.</summary>
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

    // Not every server, nor everything between, heeds a condition. Listings and answers may differ in quotes.
    private static bool HasTag(string? found, string? wanted) => wanted is null || found?.Trim('"') == wanted.Trim('"');

    private async IAsyncEnumerable<ListObjectsV2Response> ListPagesAsync(ListObjectsV2Request request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            var page = await CallAsync(client => client.ListObjectsV2Async(request, cancellationToken), cancellationToken);
            yield return page;
            request.ContinuationToken = page.IsTruncated is true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
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

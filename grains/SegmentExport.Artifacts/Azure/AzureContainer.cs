using System.Net;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using SegmentExport.ObjectStorage;

namespace SegmentExport.Artifacts.Azure;

/// <summary>The calls of a container that the store makes. Faults are the store's.</summary>
internal sealed class AzureContainer
{
    private readonly BlobContainerClient _client;

    /// <summary>Makes a client; nothing is sent yet.</summary>
    /// <param name="options">Which container, as whom, how patiently.</param>
    /// <param name="http">Sends the requests; stays the caller's.</param>
    public AzureContainer(AzureStoreOptions options, HttpClient http)
    {
        var client = new BlobClientOptions { Transport = new HttpClientTransport(http) };
        (client.Retry.Mode, client.Retry.MaxRetries, client.Retry.NetworkTimeout) = (RetryMode.Exponential, options.Attempts - 1, options.Timeout);
        (client.Retry.Delay, client.Retry.MaxDelay) = (TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10));

        // What arrives is what was sent, or is refused.
        client.TransferValidation.Upload.ChecksumAlgorithm = StorageChecksumAlgorithm.MD5;
        _client = new(options.ConnectionString, options.Container, client);
    }

    /// <summary>A blob of the container.</summary>
    public BlockBlobClient Blob(string name) => _client.GetBlockBlobClient(name);

    /// <summary>Makes a call.</summary>
    public static Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken) => ObjectCalls.TranslateAsync(call, AzureFaults.ToPackagingException, cancellationToken);

    /// <summary>The blobs whose names begin so, begun ones too, or, with a delimiter, what names have up to the next one.</summary>
    public async IAsyncEnumerable<string> ListAsync(string prefix, string? delimiter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new GetBlobsByHierarchyOptions { Prefix = prefix, Delimiter = delimiter, States = BlobStates.Uncommitted };
        await using var pages = _client.GetBlobsByHierarchyAsync(request, cancellationToken).AsPages().GetAsyncEnumerator(cancellationToken);
        while (await CallAsync(() => pages.MoveNextAsync().AsTask(), cancellationToken))
        {
            foreach (var found in pages.Current.Values.Where(found => found.IsPrefix == delimiter is not null))
            {
                yield return found.IsPrefix ? found.Prefix : found.Blob.Name;
            }
        }
    }

    /// <summary>Deletes a blob, a begun one too; one that is not there is no fault.</summary>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (!await CallAsync(async () => (await Blob(name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken)).Value, cancellationToken))
        {
            await DiscardAsync(name, cancellationToken);
        }
    }

    /// <summary>Takes back the pieces of a blob that was begun and never shown; one that was shown stays.</summary>
    /// <remarks>There is no call for it. A commit of none of the pieces, where there is no blob, makes an empty one and drops them; it is deleted, unless somebody has stored another one meanwhile.</remarks>
    public Task DiscardAsync(string name, CancellationToken cancellationToken) => CallAsync(
        async () =>
        {
            try
            {
                var empty = await Blob(name).CommitBlockListAsync([], new CommitBlockListOptions { Conditions = new() { IfNoneMatch = ETag.All } }, cancellationToken);
                await Blob(name).DeleteIfExistsAsync(conditions: new() { IfMatch = empty.Value.ETag }, cancellationToken: cancellationToken);
            }
            catch (RequestFailedException fault) when ((HttpStatusCode)fault.Status is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed)
            {
                // There is a whole one.
            }

            return true;
        },
        cancellationToken);
}

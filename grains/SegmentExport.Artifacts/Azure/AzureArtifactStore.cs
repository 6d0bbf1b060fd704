using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs.Models;
using SegmentExport.Artifacts.Objects;
using SegmentExport.Domain.Identity;
using SegmentExport.ObjectStorage;

namespace SegmentExport.Artifacts.Azure;

/// <summary>Keeps parts as block blobs of a container: <c>{prefix}{space}/{task}/{part:D5}.part</c>.</summary>
/// <remarks>
/// A blob is there whole once its request, or the commit of its blocks, has succeeded. What a killed process has begun is listed with its task, and goes when the task's parts are deleted; blocks that were
/// begun over a part that is there go with that part.
/// </remarks>
public sealed class AzureArtifactStore : IArtifactStore
{
    private const int ParallelDeletes = 8;

    private readonly AzureContainer _container;
    private readonly PartNames _names;
    private readonly AzureStoreOptions _options;

    /// <summary>Makes a store; nothing is sent yet.</summary>
    /// <param name="http">Sends the requests, without a time limit of its own; stays the caller's.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="FormatException">The connection string is none.</exception>
    public AzureArtifactStore(HttpClient http, AzureStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_container, _names, _options) = (new(options, http), new(options.Prefix), options);
    }

    /// <inheritdoc />
    public ValueTask<PartUpload> CreatePartAsync(TaskKey task, int part, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<PartUpload>(new AzurePartUpload(_container, _names.Of(task, part), _options.PieceBytes, cancellationToken));
    }

    /// <inheritdoc />
    public ValueTask<Stream> OpenPartAsync(TaskKey task, int part, long offset, long length, CancellationToken cancellationToken)
    {
        var (name, tag) = (_names.Of(task, part), default(ETag?));
        return ObjectStretch.OpenAsync(offset, length, MeasureAsync, OpenAsync, _options.Timeout, _options.Attempts, ObjectFaults.Say, cancellationToken);

        async Task<long> MeasureAsync() =>
            (await AzureContainer.CallAsync(() => _container.Blob(name).GetPropertiesAsync(cancellationToken: cancellationToken), cancellationToken)).Value.ContentLength;

        // What is opened again is the same blob still, or a fault.
        async Task<Stream> OpenAsync(long from, long left, CancellationToken token)
        {
            var answer = await GetAsync(name, tag, from, left, token);
            tag ??= answer.Details.ETag;
            return answer.Content;
        }
    }

    /// <inheritdoc />
    public async ValueTask DeleteTaskAsync(TaskKey task, CancellationToken cancellationToken) => await Parallel.ForEachAsync(
        _container.ListAsync(_names.PrefixOf(task), delimiter: null, cancellationToken),
        new ParallelOptions { MaxDegreeOfParallelism = ParallelDeletes, CancellationToken = cancellationToken },
        async (name, token) => await _container.DeleteAsync(name, token));

    /// <inheritdoc />
    public async IAsyncEnumerable<TaskKey> ListTasksAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var space in _container.ListAsync(_names.Prefix, "/", cancellationToken))
        {
            await foreach (var name in _container.ListAsync(space, "/", cancellationToken))
            {
                if (_names.OwnerOf(name) is { } task)
                {
                    yield return task;
                }
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        using var written = new MemoryStream("ok"u8.ToArray());
        await AzureContainer.CallAsync(() => _container.Blob(_names.Check).UploadAsync(written, new BlobUploadOptions(), cancellationToken), cancellationToken);
        using var answer = await GetAsync(_names.Check, tag: null, 0, "ok"u8.Length, cancellationToken);
        using var read = new StreamReader(answer.Content);
        if (await read.ReadToEndAsync(cancellationToken) != "ok")
        {
            throw ObjectFaults.Say(ObjectFault.NoAnswer, new InvalidDataException("What was written was not read again."));
        }
    }

    private async Task<BlobDownloadStreamingResult> GetAsync(string name, ETag? tag, long offset, long length, CancellationToken cancellationToken)
    {
        var request = new BlobDownloadOptions { Range = new(offset, length), Conditions = new() { IfMatch = tag } };
        var answer = await AzureContainer.CallAsync(() => _container.Blob(name).DownloadStreamingAsync(request, cancellationToken), cancellationToken);
        if (answer.Value.Details.ContentLength == length)
        {
            return answer.Value;
        }

        var isShorter = answer.Value.Details.ContentLength < length;
        answer.Value.Dispose();
        throw isShorter ? ObjectFaults.Say(ObjectFault.TooShort, null) : ObjectFaults.Say(ObjectFault.NoAnswer, new InvalidDataException("A range was answered with more than was asked for."));
    }
}

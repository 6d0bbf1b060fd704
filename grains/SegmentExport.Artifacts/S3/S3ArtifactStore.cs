using System.Runtime.CompilerServices;
using Amazon.S3;
using SegmentExport.Artifacts.Objects;
using SegmentExport.Domain.Identity;
using SegmentExport.ObjectStorage;
using SegmentExport.ObjectStorage.S3;

namespace SegmentExport.Artifacts.S3;

/// <summary>Keeps parts as objects of a bucket: <c>{prefix}{space}/{task}/{part:D5}.part</c>.</summary>
/// <remarks>
/// An object is there whole once its request, or the completion of its upload, has succeeded. What a killed process has begun is listed with its task, and aborted when the task's parts are deleted.
/// A server that lists no begun uploads by the beginning of their names (MinIO) has to drop them by a rule of its own.
/// </remarks>
public sealed class S3ArtifactStore : IArtifactStore
{
    private const int ParallelDeletes = 8;

    private readonly S3Bucket _bucket;
    private readonly PartNames _names;
    private readonly S3StoreOptions _options;

    /// <summary>Makes a store; nothing is sent yet.</summary>
    /// <param name="client">The client of <see cref="S3Client.Create"/>; stays the caller's.</param>
    /// <param name="options">The settings.</param>
    public S3ArtifactStore(IAmazonS3 client, S3StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Bucket);
        (_bucket, _names, _options) = (new(client, options.Bucket, ObjectFaults.Say), new(options.Prefix), options);
    }

    /// <inheritdoc />
    public ValueTask<PartUpload> CreatePartAsync(TaskKey task, int part, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<PartUpload>(new S3PartUpload(_bucket, _names.Of(task, part), _options.PieceBytes, cancellationToken));
    }

    /// <inheritdoc />
    public ValueTask<Stream> OpenPartAsync(TaskKey task, int part, long offset, long length, CancellationToken cancellationToken)
    {
        var (name, tag) = (_names.Of(task, part), default(string));
        return ObjectStretch.OpenAsync(offset, length, MeasureAsync, OpenAsync, _options.Timeout, _options.Attempts, ObjectFaults.Say, cancellationToken);

        async Task<long> MeasureAsync() =>
            (await _bucket.CallAsync(client => client.GetObjectMetadataAsync(_bucket.Name, name, cancellationToken), cancellationToken)).ContentLength;

        // What is opened again is the same object still, or a fault.
        async Task<Stream> OpenAsync(long from, long left, CancellationToken token)
        {
            var answer = await _bucket.GetAsync(name, tag, from, left, token);
            tag ??= answer.ETag;
            return answer.ResponseStream;
        }
    }

    /// <inheritdoc />
    public async ValueTask DeleteTaskAsync(TaskKey task, CancellationToken cancellationToken)
    {
        // Begun ones first: one that is completed meanwhile is among the objects then.
        var (prefix, parallel) = (_names.PrefixOf(task), new ParallelOptions { MaxDegreeOfParallelism = ParallelDeletes, CancellationToken = cancellationToken });
        await Parallel.ForEachAsync(_bucket.ListUploadsAsync(prefix, cancellationToken), parallel, async (upload, token) => await _bucket.AbortAsync(upload, token));
        await Parallel.ForEachAsync(_bucket.ListAsync(prefix, cancellationToken), parallel, async (stored, token) => await _bucket.DeleteAsync(stored.Key, token));
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<TaskKey> ListTasksAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var begun = new HashSet<TaskKey>();
        await foreach (var upload in _bucket.ListUploadsAsync(_names.Prefix, cancellationToken))
        {
            if (_names.OwnerOf(upload.Name) is { } task && begun.Add(task))
            {
                yield return task;
            }
        }

        await foreach (var space in _bucket.ListFoldersAsync(_names.Prefix, cancellationToken))
        {
            await foreach (var name in _bucket.ListFoldersAsync(space, cancellationToken))
            {
                if (_names.OwnerOf(name) is { } task && !begun.Contains(task))
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
        await _bucket.PutAsync(_names.Check, written, cancellationToken);
        using var answer = await _bucket.GetAsync(_names.Check, tag: null, 0, "ok"u8.Length, cancellationToken);
        using var read = new StreamReader(answer.ResponseStream);
        if (await read.ReadToEndAsync(cancellationToken) != "ok")
        {
            throw ObjectFaults.Say(ObjectFault.NoAnswer, new InvalidDataException("What was written was not read again."));
        }
    }
}

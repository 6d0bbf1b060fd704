using System.Diagnostics.CodeAnalysis;
using Amazon.S3;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.ObjectStorage;
using SegmentExport.ObjectStorage.S3;
using SegmentExport.Sources.DuckDb;

namespace SegmentExport.Sources.Files.S3;

/// <summary>Objects in buckets. Their states are told apart by names, sizes, tags and times; each object is fetched as it was listed, or not at all.</summary>
internal sealed class S3Files : ISourceFiles
{
    /// <summary>What a listing holds in memory is bounded by it.</summary>
    public const int MaxObjects = 100_000;

    private readonly SourceDefinition _definition;
    private readonly SourceOptions _options;
    private readonly S3ConnectionOptions _connection;
    private readonly TimeProvider _clock;
    private readonly IAmazonS3 _client;
    private readonly List<(string Table, S3Location Location)> _places = [];

    // One listing for all who ask meanwhile.
    [SuppressMessage("Usage", "CA2213", Justification = "Somebody may be listing still, and lets go of it then.")]
    private readonly SemaphoreSlim _listing = new(1);

    private Listing? _last;

    /// <param name="definition">The source.</param>
    /// <param name="options">Its server, and how objects are fetched.</param>
    /// <param name="network">Sends the requests; stays the caller's.</param>
    /// <param name="clock">Tells how old a listing is.</param>
    /// <exception cref="PackagingException">A place is none.</exception>
    public S3Files(SourceDefinition definition, SourceOptions options, HttpMessageHandler network, TimeProvider clock)
    {
        (_definition, _options, _connection, _clock) = (definition, options, options.S3Of(definition.Id), clock);
        foreach (var (table, place) in definition.Files)
        {
            _places.Add(S3Location.TryParse(place, out var location)
                ? (table, location)
                : throw new PackagingException(ErrorCodes.SourceUnavailable, $"Source '{definition.Id}' names objects as nobody can read it. Allowed: {S3Location.Allowed}.", isTransient: false));
        }

        _client = S3Client.Create(_connection, network);
    }

    public async ValueTask<FileState> FindAsync(CancellationToken cancellationToken) => await ListAsync(_options.ListPeriod, cancellationToken);

    public async ValueTask<FileState?> FindAsync(string version, CancellationToken cancellationToken) =>
        S3State.Find(await ListAsync(_options.ListPeriod, cancellationToken), version) ?? S3State.Find(await ListAsync(TimeSpan.Zero, cancellationToken), version);

    public async ValueTask<IReadOnlyList<(string Table, string Path)>> BringAsync(FileState state, string folder, CancellationToken cancellationToken)
    {
        var isGone = false;
        var copies = state.Files.Cast<S3File>().Select((file, number) => (File: file, Path: Path.Combine(folder, file.CopyPath(number)))).ToList();
        try
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.ParallelFetches, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(copies, parallel, async (copy, token) => await FetchAsync(copy.File, copy.Path, Say, token));
            return [.. copies.Select(copy => (copy.File.Table, copy.Path))];
        }
        catch (Exception fault) when (isGone || fault is IOException)
        {
            // Nobody goes on with a state that is no more; and a disk that is full is not kept full.
            Forget(folder);
            throw;
        }

        PackagingException Say(ObjectFault fault, Exception? cause)
        {
            if (fault is ObjectFault.NotFound or ObjectFault.Changed or ObjectFault.TooShort)
            {
                isGone = true;
            }

            return S3SourceFaults.Say(_definition.Id, fault, cause);
        }
    }

    public void RequireUnchanged(FileState state)
    {
        // Each object was fetched by its tag.
    }

    public void Dispose() => _client.Dispose();

    private void Forget(string folder)
    {
        Volatile.Write(ref _last, null);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task FetchAsync(S3File file, string path, FaultWords words, CancellationToken cancellationToken)
    {
        // Of an attempt before: the folder is that of this state.
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.CreateVersion7():N}.tmp";
        try
        {
            var bucket = new S3Bucket(_client, file.Bucket, words);
            await using (var from = await OpenAsync(bucket, file, words, cancellationToken))
            await using (var to = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = file.Length, Options = FileOptions.Asynchronous, BufferSize = 0 }))
            {
                await from.CopyToAsync(to, cancellationToken);

                // A later attempt takes what bears its name for whole, also after a loss of power.
                RandomAccess.FlushToDisk(to.SafeFileHandle);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private ValueTask<Stream> OpenAsync(S3Bucket bucket, S3File file, FaultWords words, CancellationToken cancellationToken)
    {
        return ObjectStretch.OpenAsync(0, file.Length, MeasureAsync, OpenRestAsync, _connection.Timeout, _connection.Attempts, words, cancellationToken);

        Task<long> MeasureAsync() => bucket.MeasureAsync(file.Key, file.Tag, cancellationToken);

        async Task<Stream> OpenRestAsync(long from, long left, CancellationToken token) => (await bucket.GetAsync(file.Key, file.Tag, from, left, token)).ResponseStream;
    }

    /// <summary>The objects as they were at most so long ago.</summary>
    private async ValueTask<FileState> ListAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        if (Recent(age) is { } recent)
        {
            return recent;
        }

        var asked = _clock.GetTimestamp();
        await _listing.WaitAsync(cancellationToken);
        try
        {
            // Begun after this caller had asked: as good as one of its own.
            if (Volatile.Read(ref _last) is { } last && (last.Begun > asked || _clock.GetElapsedTime(last.Begun) < age))
            {
                return last.State;
            }

            var begun = _clock.GetTimestamp();
            var files = await ListAsync(cancellationToken);
            var state = files.Count > 0 ? S3State.Of(files) : throw Missing();
            Volatile.Write(ref _last, new(begun, state));
            return state;
        }
        finally
        {
            _listing.Release();
        }
    }

    private FileState? Recent(TimeSpan age) => Volatile.Read(ref _last) is { } last && _clock.GetElapsedTime(last.Begun) < age ? last.State : null;

    private async Task<List<S3File>> ListAsync(CancellationToken cancellationToken)
    {
        var files = new List<S3File>();
        foreach (var (table, location) in _places)
        {
            var (pattern, before) = (new KeyPattern(location.Pattern), files.Count);
            var bucket = new S3Bucket(_client, location.Bucket, (fault, cause) => S3SourceFaults.Say(_definition.Id, fault, cause));
            await foreach (var stored in bucket.ListAsync(pattern.Prefix, cancellationToken))
            {
                if (pattern.Matches(stored.Key))
                {
                    var tag = stored.ETag is { Length: > 0 } listed ? listed : throw S3SourceFaults.Untagged(_definition.Id);
                    files.Add(new(table, location.Bucket, stored.Key, tag, stored.Size ?? 0, S3State.Cut(stored.LastModified?.ToUniversalTime() ?? default(DateTimeOffset))));
                }

                if (files.Count > MaxObjects)
                {
                    throw S3SourceFaults.TooMany(_definition.Id, MaxObjects);
                }
            }

            if (pattern.IsName && files.Count == before)
            {
                throw Missing();
            }

            files.Sort(before, files.Count - before, Comparer<S3File>.Create((one, other) => string.CompareOrdinal(one.Key, other.Key)));
        }

        return files;
    }

    private PackagingException Missing() => DuckDbFaults.Missing(_definition.Id, string.Join(", ", _definition.Files.Values));

    private sealed record Listing(long Begun, FileState State);
}

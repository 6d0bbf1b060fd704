using SegmentExport.Client.Errors;
using SegmentExport.Client.Http;

namespace SegmentExport.Client.Downloads;

/// <summary>One download of one file.</summary>
internal sealed class FileDownload(ApiConnection api, string task, DownloadOptions options, IProgress<DownloadProgress>? progress, TimeProvider time)
{
    private const int MostParallel = 16;
    private const int FirstOfPlain = 2;

    private const string Plain = "plain";
    private const string ProtectedZip = "protected_zip";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DigestPause = TimeSpan.FromMilliseconds(500);

    private string Address => $"{task}/file".WithQuery(("container", options.Container));

    /// <summary>Downloads it.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="cancellation">Ends it; what arrived stays.</param>
    public async Task<DownloadedFile> RunAsync(string path, CancellationToken cancellation)
    {
        CheckName(path);
        var known = Directory.Exists(path) ? await RemoteFile.ReadAsync(api, Address, cancellation) : null;
        path = Path.GetFullPath(known is null ? path : Path.Combine(path, known.Name));
        CheckName(path);

        // A file that cannot be written, or that another download writes, costs no download.
        using var partial = PartialFile.Hold(path);
        var (file, answer, isAgain) = known is null ? await BeginAsync(partial, cancellation) : (known, null, partial.WasThere);
        using var beginning = new FileBeginning(answer, isAgain);
        var isChecked = options.Container != ProtectedZip && (file.Sha256 is not null || !options.AllowUnchecked);
        await partial.OpenAsync(file, isChecked, () => PlanAsync(file, cancellation), cancellation);
        var resumed = partial.Map.Total;
        var sha256 = await FetchAsync(file, beginning, partial, cancellation);
        var expected = await DigestAsync(file, cancellation);
        if (expected is null && isChecked)
        {
            throw new DownloadException(
                ClientErrorCodes.DigestMissing, "All has arrived, but the API has no digest yet to check it against. It is kept under its partial name: download it again later, or allow that it is not checked.");
        }

        if (expected is not null && expected != sha256)
        {
            partial.Discard();
            throw new DownloadException(
                ClientErrorCodes.DigestMismatch, "The bytes that arrived are not those that were packed, so they were thrown away. Download it again; where that does not help, tell an operator.");
        }

        partial.Finish(options);
        return new(path, file.Length, sha256, expected is not null, resumed);
    }

    private void CheckName(string path)
    {
        if (!options.Overwrite && File.Exists(path))
        {
            throw new DownloadException(ClientErrorCodes.FileExists, $"There is a file '{Path.GetFileName(path)}' already. Choose another name, or overwrite it.");
        }
    }

    /// <summary>Asks for the file's head; with its beginning where nothing is there yet of a file whose ranges may begin anywhere.</summary>
    private async Task<(RemoteFile File, HttpResponseMessage? Beginning, bool IsAgain)> BeginAsync(PartialFile partial, CancellationToken cancellation)
    {
        var isAgain = partial.WasThere;
        if (options.Container != Plain && !isAgain)
        {
            try
            {
                var (file, beginning) = await RemoteFile.BeginAsync(api, Address, ChunkDownload.BeginningOf(options), cancellation);
                return (file, beginning, false);
            }
            catch (SegmentExportException fault) when (fault.CanRetry)
            {
                // It may count as a download; the head, which is asked for as often as it takes, never does.
                isAgain = true;
            }
        }

        return (await RemoteFile.ReadAsync(api, Address, cancellation), null, isAgain);
    }

    private async Task<IReadOnlyList<long>> PlanAsync(RemoteFile file, CancellationToken cancellation)
    {
        if (options.Container != Plain || file.Length <= options.SmallestChunk)
        {
            return ChunkPlan.Even(file.Length, options.SmallestChunk);
        }

        var manifest = await api.GetAsync($"{task}/manifest", ClientJson.Default.Manifest, cancellation);
        return ChunkPlan.BetweenParts(file.Length, options.SmallestChunk, manifest.Parts) ?? ChunkPlan.Even(file.Length, options.SmallestChunk);
    }

    private async Task<string> FetchAsync(RemoteFile file, FileBeginning beginning, PartialFile partial, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var hash = new PrefixHash(partial);
#pragma warning disable CA2025 // Both have ended before what they use is disposed: the last block waits for them.
        var fetching = FetchAllAsync(file, beginning, partial, hash, ended);
        var hashing = Task.Run(() => hash.FollowAsync(ended.Token), CancellationToken.None);
#pragma warning restore CA2025
        try
        {
            while (!fetching.IsCompleted && !ended.IsCancellationRequested)
            {
                await Task.WhenAny(fetching, Task.Delay(Pace, time, ended.Token));
                progress?.Report(new(partial.Map.Total, file.Length));
                if (!fetching.IsCompleted)
                {
                    partial.RememberIfPossible();
                }
            }

            await fetching;
            progress?.Report(new(file.Length, file.Length));
            return await hashing;
        }
        catch (Exception fault) when (PartialFile.IsOfTheDisk(fault))
        {
            throw PartialFile.NotWritable(fault);
        }
        finally
        {
            // Whatever happened, nobody writes or reads the file any more when it is closed.
            await ended.CancelAsync();
            await ((Task)Task.WhenAll(fetching, hashing)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            partial.RememberIfPossible();
        }
    }

    private async Task FetchAllAsync(RemoteFile file, FileBeginning beginning, PartialFile partial, PrefixHash hash, CancellationTokenSource ended)
    {
        var working = 0;
        using var allTaken = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
#pragma warning disable CA2025 // All have ended before it is disposed.
        var workers = Enumerable.Range(0, Math.Clamp(options.Parallelism, 1, MostParallel)).Select(index => Task.Run(() => FetchSomeAsync(index), ended.Token)).ToList();
#pragma warning restore CA2025
        try
        {
            await foreach (var worker in Task.WhenEach(workers))
            {
                await worker;
                await allTaken.CancelAsync();
            }

            hash.Complete();
        }
        catch
        {
            // The first failure ends the others.
            await ended.CancelAsync();
            await Task.WhenAll(workers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        async Task FetchSomeAsync(int index)
        {
            // One keeps a fast line busy, and reads what arrives only once. The others come one by one, where the download lasts long enough for them to be of use; of what is unpacked on the way out, at once: there it is
            // the server that takes its time.
            var first = options.Container == Plain ? FirstOfPlain : 1;
            await Task.Delay(options.NextWorker * Math.Max(0, index - first + 1), time, allTaken.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Interlocked.Increment(ref working);
            await new ChunkDownload(api, file, partial, hash, beginning, () => first == 1 && Volatile.Read(ref working) == 1, options, time).RunAsync(ended.Token);
        }
    }

    /// <summary>The API's digest, which may come some time after packing; null where it does not come.</summary>
    private async Task<string?> DigestAsync(RemoteFile file, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (file.Sha256 is null && options.Container != ProtectedZip && time.GetElapsedTime(started) < options.DigestPatience)
        {
            await Task.Delay(DigestPause, time, cancellation);
            var now = await RemoteFile.ReadAsync(api, file.Path, cancellation);
            file = file.Tag.Equals(now.Tag) ? now : throw new DownloadException(ClientErrorCodes.DigestMismatch, "The file was replaced while it was downloaded. Download it again.");
        }

        return file.Sha256;
    }
}

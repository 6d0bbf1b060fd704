using System.Buffers;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Http;

namespace SegmentExport.Client.Downloads;

/// <summary>Fetches chunks of a file, one run of them after another, each over as many connections as it takes.</summary>
internal sealed class ChunkDownload(ApiConnection api, RemoteFile file, PartialFile partial, PrefixHash hash, Func<bool> isAlone, DownloadOptions options, TimeProvider time)
{
    private const long MostOfARun = 128L << 20;

    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private byte[] _buffer = [];
    private int _failures;

    /// <summary>How much of a file its first request asks for.</summary>
    public static long BeginningOf(DownloadOptions options) => 2 * options.SmallestChunk;

    /// <summary>Fetches chunks until there are none left to take.</summary>
    /// <param name="beginning">The answer with the file's beginning, where it was asked for already.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(HttpResponseMessage? beginning, CancellationToken cancellation)
    {
        _buffer = PrefixHash.Rent();
        try
        {
            // The first one takes its share, so that all are done at the same time where they turn out to be needed.
            var share = Math.Clamp(file.Length / Math.Max(1, options.Parallelism), BeginningOf(options), Math.Max(BeginningOf(options), MostOfARun));
            for (var most = isAlone() ? share : options.SmallestChunk; partial.Map.Take(most) is { } run;)
            {
                var started = time.GetTimestamp();
                while (partial.Map.GoOn(run, out var from, out var to))
                {
                    await TryFetchAsync(run, from, to, from == 0 ? beginning : null, cancellation);
                    beginning = null;
                }

                // Where one worker alone has a fast line to itself, its next request asks for twice as much, so that it waits for few of them. What others help with is in small pieces.
                most = isAlone() && time.GetElapsedTime(started) < Fast ? Math.Min(most * 2, MostOfARun) : options.SmallestChunk;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    private async Task TryFetchAsync(ChunkRun run, long from, long to, HttpResponseMessage? beginning, CancellationToken cancellation)
    {
        try
        {
            await FetchAsync(run, from, to, beginning, cancellation);
        }
        catch (SegmentExportException fault) when (fault.CanRetry && ++_failures < options.Attempts)
        {
            await Task.Delay(fault.RetryAfter is { } wait && wait < LongestWait ? wait : WaitAfter(_failures), time, cancellation);
        }
    }

    private async Task FetchAsync(ChunkRun run, long from, long to, HttpResponseMessage? beginning, CancellationToken cancellation)
    {
        // An answer that is waited for, maybe with repetitions, is no silence.
        using var answer = beginning ?? await file.OpenAsync(api, from, partial.Map.EndOf(run), cancellation);
        var end = answer.Content.Headers.ContentRange!.To!.Value + 1;
        using var silence = new SilenceLimit(options.Silence, time, cancellation);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(silence.Token);
            do
            {
                silence.Restart();
                var read = await body.ReadAsync(_buffer.AsMemory(0, (int)Math.Min(_buffer.Length, Math.Min(to, end) - from)), silence.Token);
                if (read == 0)
                {
                    throw new HttpIOException(HttpRequestError.ResponseEnded, "The answer ended before its end.");
                }

                Write(_buffer.AsSpan(0, read), from);
                _buffer = hash.Offer(_buffer, from, read);
                partial.Map.Add(run, read);
                _failures = 0;
            }
            while (partial.Map.GoOn(run, out from, out to) && from < end);
        }
        catch (Exception fault) when (ApiConnection.IsLost(fault, cancellation))
        {
            throw new UnavailableException(ClientErrorCodes.Unreachable, "The connection broke, or nothing came for too long, again and again. What arrived is kept: try again later.", fault);
        }
    }

    // Into the system's cache, which takes less time than to hand it to another thread.
    private void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(partial.Handle, bytes, offset);
        }
        catch (Exception fault) when (PartialFile.IsOfTheDisk(fault))
        {
            throw PartialFile.NotWritable(fault);
        }
    }

    private static TimeSpan WaitAfter(int failures) => failures == 1 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, FirstWait.Ticks << Math.Min(failures, 10)));
}

using System.Buffers;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Http;

namespace SegmentExport.Client.Downloads;

/// <summary>
/// Fetches chunks of a file, one run of them after another, each over as many connections as it takes. The API counts what is asked for, whether it arrives or not: so where a connection breaks, less is asked for at a
/// time, and little by little more again. So what is asked for twice stays small beside what arrives, however often a line breaks.
/// </summary>
internal sealed class ChunkDownload(ApiConnection api, RemoteFile file, PartialFile partial, PrefixHash hash, FileBeginning beginning, Func<bool> isAlone, DownloadOptions options, TimeProvider time)
{
    private const long MostOfARun = 128L << 20;
    private const int LeastOfAChunk = 16;
    private const int Growth = 8;

    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private byte[] _buffer = [];
    private int _failures;

    // What a request asks for at most.
    private long _most = beginning.IsAgain ? options.SmallestChunk : long.MaxValue;

    // Whether something broke before.
    private bool IsCareful => _most < long.MaxValue;

    /// <summary>How much of a file its first request asks for.</summary>
    public static long BeginningOf(DownloadOptions options) => 2 * options.SmallestChunk;

    /// <summary>Fetches chunks until there are none left to take.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        _buffer = PrefixHash.Rent();
        try
        {
            // The first one takes its share, so that all are done at the same time where they turn out to be needed; half the file at most, since it counts also where it breaks off.
            var share = Math.Clamp(file.Length / Math.Max(2, options.Parallelism), BeginningOf(options), Math.Max(BeginningOf(options), MostOfARun));
            for (var most = isAlone() ? share : options.SmallestChunk; partial.Map.Take(Math.Min(most, _most)) is { } run;)
            {
                var started = time.GetTimestamp();
                while (partial.Map.GoOn(run, out var from, out var to))
                {
                    await TryFetchAsync(run, from, to, cancellation);
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

    private async Task TryFetchAsync(ChunkRun run, long from, long to, CancellationToken cancellation)
    {
        var until = EndOf(run, from);
        try
        {
            await FetchAsync(run, from, to, until, cancellation);
            _most = IsCareful ? Math.Min(_most + (_most / Growth), file.Length) : _most;
        }
        catch (SegmentExportException fault) when (fault.CanRetry && ++_failures < options.Attempts)
        {
            // Where the API has answered, it is not the line that is bad.
            _most = Math.Clamp(fault.Status is null ? (until - from) / 2 : _most, Math.Max(1, options.SmallestChunk / LeastOfAChunk), options.SmallestChunk);
            partial.Map.GiveBack(run);
            await Task.Delay(fault.RetryAfter is { } wait && wait < LongestWait ? wait : WaitAfter(_failures), time, cancellation);
        }
    }

    private long EndOf(ChunkRun run, long from)
    {
        var bytes = Math.Min(_most, partial.Map.EndOf(run) - from);

        // A request for the whole file is one download more; two for its halves go on with the one that broke off.
        return IsCareful && bytes == file.Length ? (bytes + 1) / 2 : from + bytes;
    }

    private async Task FetchAsync(ChunkRun run, long from, long to, long until, CancellationToken cancellation)
    {
        // An answer that is waited for, maybe with repetitions, is no silence.
        using var answer = (from == 0 ? beginning.Take() : null) ?? await file.OpenAsync(api, from, until, IsCareful ? Repeat.Reading : Repeat.Never, cancellation);
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

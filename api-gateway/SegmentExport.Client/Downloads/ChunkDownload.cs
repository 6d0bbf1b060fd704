using System.Buffers;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Http;

namespace SegmentExport.Client.Downloads;

/// <summary>Fetches chunks of a file, one after another, each over as many connections as it takes.</summary>
internal sealed class ChunkDownload(ApiConnection api, RemoteFile file, PartialFile partial, DownloadOptions options, TimeProvider time)
{
    private const int BufferBytes = 512 * 1024;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private int _failures;

    /// <summary>Fetches chunks until there are none left to take.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (partial.Map.TryTake(out var chunk))
            {
                await FetchAsync(chunk.Value, buffer, cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task FetchAsync(int chunk, byte[] buffer, CancellationToken cancellation)
    {
        while (partial.Map.MissingOf(chunk) is var (from, to) && from < to)
        {
            try
            {
                await FetchOnceAsync(chunk, from, to, buffer, cancellation);
            }
            catch (SegmentExportException fault) when (fault.CanRetry && ++_failures < options.Attempts)
            {
                await Task.Delay(fault.RetryAfter is { } wait && wait < LongestWait ? wait : WaitAfter(_failures), time, cancellation);
            }
        }
    }

    private async Task FetchOnceAsync(int chunk, long from, long to, byte[] buffer, CancellationToken cancellation)
    {
        // An answer that is waited for, maybe with repetitions, is no silence.
        using var answer = await file.OpenAsync(api, from, to, cancellation);
        using var silence = new SilenceLimit(options.Silence, time, cancellation);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(silence.Token);
            while (from < to)
            {
                silence.Restart();
                var read = await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, to - from)), silence.Token);
                if (read == 0)
                {
                    throw new HttpIOException(HttpRequestError.ResponseEnded, "The answer ended before its end.");
                }

                Write(buffer.AsSpan(0, read), from);
                partial.Map.Add(chunk, read);
                from += read;
                _failures = 0;
            }
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

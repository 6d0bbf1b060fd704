using System.Diagnostics.CodeAnalysis;

namespace SegmentExport.Client.Downloads;

/// <summary>Which bytes of a file are on the disk: chunks in a row, each filled from its front. Taken in order, so that what is done is mostly one stretch from the beginning.</summary>
internal sealed class ChunkMap
{
    // Each chunk is a request, and each request a row of the audit.
    private const long MostChunks = 64;

    private readonly Lock _lock = new();
    private readonly long[] _done;
    private readonly bool[] _taken;
    private long _total;
    private int _whole;

    private ChunkMap(long length, long chunkBytes, long[] done)
    {
        (Length, ChunkBytes, _done, _taken) = (length, chunkBytes, done, new bool[done.Length]);
        _total = done.Sum();
    }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; }

    /// <summary>Bytes of a chunk.</summary>
    public long ChunkBytes { get; }

    /// <summary>Bytes that are done.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>A map of which nothing is done.</summary>
    /// <param name="length">Bytes of the file.</param>
    /// <param name="smallestChunk">A chunk has as many at least.</param>
    public static ChunkMap Fresh(long length, long smallestChunk)
    {
        var chunk = Math.Max(smallestChunk, (length + MostChunks - 1) / MostChunks);
        return new(length, chunk, new long[CountOf(length, chunk)]);
    }

    /// <summary>The map that was remembered; null where it is not one of this file.</summary>
    public static ChunkMap? Of(DownloadState state, RemoteFile file)
    {
        if (state.Tag != file.Tag.Tag || state.Length != file.Length || state.ChunkBytes < 1 || state.Done.Count != CountOf(state.Length, state.ChunkBytes))
        {
            return null;
        }

        var map = new ChunkMap(state.Length, state.ChunkBytes, [.. state.Done]);
        return Enumerable.Range(0, state.Done.Count).All(chunk => state.Done[chunk] >= 0 && state.Done[chunk] <= map.EndOf(chunk) - map.StartOf(chunk)) ? map : null;
    }

    /// <summary>To be remembered.</summary>
    public DownloadState ToState(RemoteFile file)
    {
        lock (_lock)
        {
            return new(file.Tag.Tag, Length, ChunkBytes, [.. _done]);
        }
    }

    /// <summary>Takes the next chunk of which something is missing.</summary>
    public bool TryTake([NotNullWhen(true)] out int? chunk)
    {
        lock (_lock)
        {
            for (var next = 0; next < _done.Length; next++)
            {
                if (!_taken[next] && !IsWhole(next))
                {
                    _taken[next] = true;
                    chunk = next;
                    return true;
                }
            }
        }

        chunk = null;
        return false;
    }

    /// <summary>What is missing of a chunk.</summary>
    public (long From, long To) MissingOf(int chunk)
    {
        lock (_lock)
        {
            return (StartOf(chunk) + _done[chunk], EndOf(chunk));
        }
    }

    /// <summary>So many bytes more of a chunk are on the disk.</summary>
    public void Add(int chunk, int bytes)
    {
        lock (_lock)
        {
            _done[chunk] += bytes;
        }

        Interlocked.Add(ref _total, bytes);
    }

    /// <summary>How many bytes from the beginning are done without a gap.</summary>
    public long Prefix()
    {
        lock (_lock)
        {
            while (_whole < _done.Length && IsWhole(_whole))
            {
                _whole++;
            }

            return _whole == _done.Length ? Length : StartOf(_whole) + _done[_whole];
        }
    }

    private static long CountOf(long length, long chunk) => (length + chunk - 1) / chunk;

    private bool IsWhole(int chunk) => StartOf(chunk) + _done[chunk] == EndOf(chunk);

    private long StartOf(int chunk) => chunk * ChunkBytes;

    private long EndOf(int chunk) => Math.Min(Length, (chunk + 1) * ChunkBytes);
}

namespace SegmentExport.Client.Downloads;

/// <summary>Which bytes of a file are on the disk: chunks in a row, each filled from its front. Workers take runs of them in order, so that what is done is mostly one stretch from the beginning.</summary>
internal sealed class ChunkMap
{
    private readonly Lock _lock = new();
    private readonly IReadOnlyList<long> _bounds;
    private readonly long[] _done;
    private readonly bool[] _taken;
    private long _total;
    private int _whole;

    private ChunkMap(IReadOnlyList<long> bounds, long[] done)
    {
        (_bounds, _done, _taken) = (bounds, done, new bool[done.Length]);
        _total = done.Sum();
    }

    /// <summary>Bytes that are done.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>A map of which nothing is done.</summary>
    /// <param name="bounds">Where its chunks begin, and its end.</param>
    public static ChunkMap Fresh(IReadOnlyList<long> bounds) => new(bounds, new long[bounds.Count - 1]);

    /// <summary>The map that was remembered; null where it is not one of this file.</summary>
    public static ChunkMap? Of(DownloadState state, RemoteFile file)
    {
        var (bounds, done) = (state.Bounds, state.Done);
        return state.Tag == file.Tag.Tag && bounds is [0, ..] && bounds[^1] == file.Length && done.Count == bounds.Count - 1
            && Enumerable.Range(0, done.Count).All(chunk => bounds[chunk] <= bounds[chunk + 1] && done[chunk] >= 0 && done[chunk] <= bounds[chunk + 1] - bounds[chunk])
            ? new(bounds, [.. done])
            : null;
    }

    /// <summary>To be remembered.</summary>
    public DownloadState ToState(RemoteFile file)
    {
        lock (_lock)
        {
            return new(file.Tag.Tag, _bounds, [.. _done]);
        }
    }

    /// <summary>Takes the next chunks that nobody fetches.</summary>
    /// <param name="most">As many bytes at most, but one chunk at least.</param>
    /// <returns>The run, of which something is missing; null: there are none.</returns>
    public ChunkRun? Take(long most)
    {
        lock (_lock)
        {
            for (var first = 0; first < _done.Length; first++)
            {
                if (!_taken[first] && !IsWhole(first))
                {
                    return Take(first, most);
                }
            }
        }

        return null;
    }

    /// <summary>What is missing next of a run.</summary>
    /// <param name="run">The run; over where nothing is missing.</param>
    /// <param name="from">The first byte.</param>
    /// <param name="to">The end of its chunk.</param>
    /// <returns>Whether anything is missing.</returns>
    public bool GoOn(ChunkRun run, out long from, out long to)
    {
        lock (_lock)
        {
            if (run.Chunk < run.End && IsWhole(run.Chunk))
            {
                run.Chunk++;
            }

            if (run.Chunk == run.End)
            {
                (from, to) = (0, 0);
                return false;
            }

            (from, to) = (_bounds[run.Chunk] + _done[run.Chunk], _bounds[run.Chunk + 1]);
            return true;
        }
    }

    /// <summary>Where a run ends.</summary>
    public long EndOf(ChunkRun run) => _bounds[run.End];

    /// <summary>Gives back all of a run but the chunk that it is at, for others to take.</summary>
    public void GiveBack(ChunkRun run)
    {
        lock (_lock)
        {
            var first = Math.Min(run.Chunk + 1, run.End);
            _taken.AsSpan(first, run.End - first).Clear();
            run.End = first;
        }
    }

    /// <summary>So many bytes more of the chunk that a run is at are on the disk.</summary>
    public void Add(ChunkRun run, int bytes)
    {
        lock (_lock)
        {
            _done[run.Chunk] += bytes;
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

            return _whole == _done.Length ? _bounds[^1] : _bounds[_whole] + _done[_whole];
        }
    }

    private ChunkRun Take(int first, long most)
    {
        // A chunk that has begun comes first in a run, since a request brings all from where it begins.
        var end = first + 1;
        while (end < _done.Length && !_taken[end] && _done[end] == 0 && _bounds[end + 1] - _bounds[first] <= most)
        {
            end++;
        }

        _taken.AsSpan(first, end - first).Fill(true);
        return new(first, end);
    }

    private bool IsWhole(int chunk) => _bounds[chunk] + _done[chunk] == _bounds[chunk + 1];
}

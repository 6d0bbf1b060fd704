using System.Diagnostics.CodeAnalysis;

namespace SegmentExport.Client.Downloads;

/// <summary>Which bytes of a file are on the disk: chunks in a row, each filled from its front. Taken in order, so that what is done is mostly one stretch from the beginning.</summary>
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
            return (_bounds[chunk] + _done[chunk], _bounds[chunk + 1]);
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

            return _whole == _done.Length ? _bounds[^1] : _bounds[_whole] + _done[_whole];
        }
    }

    private bool IsWhole(int chunk) => _bounds[chunk] + _done[chunk] == _bounds[chunk + 1];
}

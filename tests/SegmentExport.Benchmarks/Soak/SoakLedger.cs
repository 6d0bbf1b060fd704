using System.Collections.Concurrent;

namespace SegmentExport.Benchmarks.Soak;

/// <summary>What was acknowledged, downloaded and found wrong.</summary>
internal sealed class SoakLedger
{
    private readonly ConcurrentDictionary<string, SoakFate> _fates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Segment, string Format, string Of), string> _digests = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private int _downloads;
    private int _stated;
    private int _late;

    /// <summary>The tasks, by their paths in the API.</summary>
    public IReadOnlyDictionary<string, SoakFate> Fates => _fates;

    /// <summary>What nobody expected.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Files that arrived whole.</summary>
    public int Downloads => _downloads;

    /// <summary>Files whose digest the task stated, and that had it.</summary>
    public int Stated => _stated;

    /// <summary>Files that expired before they were packed or read, as they may where a day is short.</summary>
    public int Late => _late;

    /// <summary>How many different files there were.</summary>
    public int DifferentFiles => _digests.Count;

    /// <summary>The cluster said that this is so.</summary>
    public void Acknowledge(string task, SoakFate fate) => _fates[task] = fate;

    /// <summary>Something is wrong.</summary>
    public void Blame(string fault) => _faults.Enqueue(fault);

    /// <summary>A file had expired.</summary>
    public void CountLate() => Interlocked.Increment(ref _late);

    /// <summary>A file arrived.</summary>
    public void CountDownload() => Interlocked.Increment(ref _downloads);

    /// <summary>A file was what its task said.</summary>
    public void CountStated() => Interlocked.Increment(ref _stated);

    /// <summary>The same rows, columns, masks and format have the same digest, whenever and by whomever they were packed.</summary>
    /// <param name="task">The task.</param>
    /// <param name="segment">Its segment.</param>
    /// <param name="format">Its format.</param>
    /// <param name="of">What has the digest: the parts, or a container.</param>
    /// <param name="digest">The digest.</param>
    public void Compare(string task, string segment, string format, string of, string digest)
    {
        if (_digests.GetOrAdd((segment, format, of), digest) is var first && first != digest)
        {
            Blame($"{task}: {of} of {segment} as {format} has the digest {digest}, and had {first}.");
        }
    }
}

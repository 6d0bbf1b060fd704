using System.Diagnostics;
using Apache.Arrow;

namespace SegmentExport.Packaging;

/// <summary>
/// How long each stage of packing a shard took. The stages take turns, batch by batch and block by block: each time is the sum of its turns, and all of them are the time from the first to the last.
/// Written by the thread that packs.
/// </summary>
public sealed class StageTimes
{
    private long _all;
    private long _reading;
    private long _compressing;
    private long _storing;

    /// <summary>Reading the source's batches.</summary>
    public TimeSpan Reading => Of(_reading);

    /// <summary>Masking and encoding, which every cell goes through at once; whatever is none of the others.</summary>
    public TimeSpan Encoding => Of(_all - _reading - _compressing - _storing);

    /// <summary>Compressing, and the checksums of what goes in and out. In Parquet it is the library's writing of row groups, which lays out pages and compresses them.</summary>
    public TimeSpan Compressing => Of(_compressing);

    /// <summary>Handing bytes to the store, before the part is committed.</summary>
    public TimeSpan Storing => Of(_storing);

    internal void Begin() => _all -= Stopwatch.GetTimestamp();

    internal void End() => _all += Stopwatch.GetTimestamp();

    internal RecordBatch? Read(IRowBatchReader rows, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var batch = rows.Read(cancellationToken);
        _reading += Stopwatch.GetTimestamp() - started;
        return batch;
    }

    internal void Store(Stream destination, ReadOnlySpan<byte> bytes)
    {
        var started = Stopwatch.GetTimestamp();
        destination.Write(bytes);
        _storing += Stopwatch.GetTimestamp() - started;
    }

    /// <summary>Begins a turn of compressing.</summary>
    internal Turn Compress() => new(this);

    private static TimeSpan Of(long ticks) => Stopwatch.GetElapsedTime(0, Math.Max(0, ticks));

    /// <summary>A turn of compressing, which what is stored meanwhile does not belong to.</summary>
    internal readonly ref struct Turn(StageTimes times)
    {
        private readonly long _started = Stopwatch.GetTimestamp();
        private readonly long _stored = times._storing;

        public void Dispose() => times._compressing += Stopwatch.GetTimestamp() - _started - (times._storing - _stored);
    }
}

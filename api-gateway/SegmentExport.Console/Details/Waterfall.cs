using SegmentExport.Client.Contracts;

namespace SegmentExport.WebConsole.Details;

/// <summary>Stretches of time on one scale.</summary>
internal sealed class Waterfall
{
    private Waterfall(DateTimeOffset from, DateTimeOffset to, IReadOnlyList<WaterfallLane> lanes) => (From, To, Lanes) = (from, to, lanes);

    /// <summary>Where the scale begins.</summary>
    public DateTimeOffset From { get; }

    /// <summary>Where it ends.</summary>
    public DateTimeOffset To { get; }

    /// <summary>The lanes, from top to bottom.</summary>
    public IReadOnlyList<WaterfallLane> Lanes { get; }

    /// <summary>Packing: how long the task was queued, then each silo's shards.</summary>
    /// <param name="task">The task.</param>
    /// <param name="shards">Its packed shards.</param>
    /// <returns>Null while none is packed.</returns>
    public static Waterfall? OfPacking(DownloadTask task, IReadOnlyList<PackedShardInfo> shards)
    {
        if (shards.Count == 0)
        {
            return null;
        }

        var first = shards.Min(shard => shard.StartedAt);
        var last = shards.Max(EndOf);
        List<WaterfallLane> lanes = [new(LaneKind.Queued, null, [new(task.SubmittedAt, Later(first, task.SubmittedAt), null)])];
        foreach (var silo in shards.GroupBy(shard => shard.Silo).OrderBy(silo => silo.Key, StringComparer.Ordinal))
        {
            lanes.AddRange(Rows(silo.OrderBy(shard => shard.StartedAt)).Select(row => new WaterfallLane(LaneKind.Silo, silo.Key, [.. row.Select(shard => new WaterfallBar(shard.StartedAt, EndOf(shard), shard))])));
        }

        return new(task.SubmittedAt, Later(last, task.SubmittedAt), lanes);
    }

    /// <summary>The task's life: approval, packaging, how long the file can be downloaded, and when it was.</summary>
    /// <param name="task">The task.</param>
    /// <param name="now">The server's time.</param>
    /// <param name="downloads">The downloads of its file, newest first.</param>
    public static Waterfall OfLife(DownloadTask task, DateTimeOffset now, IReadOnlyList<DownloadInfo> downloads)
    {
        var begin = task.SubmittedAt;
        var packedAt = task.History.FirstOrDefault(item => item.Event is "packed" or "packaging_failed")?.At;
        var closedAt = task.Status == "closed" ? task.History.LastOrDefault(item => item.Event is "rejected" or "withdrawn" or "packaging_failed")?.At : null;
        var end = task.ExpiresAt ?? closedAt ?? now;
        List<WaterfallLane> lanes =
        [
            new(LaneKind.Approval, null, [new(begin, Later(task.Decision.At ?? closedAt ?? now, begin), null)]),
            new(LaneKind.Packaging, null, [new(begin, Later(packedAt ?? task.Decision.At ?? now, begin), null)]),
        ];
        if (task is { ExpiresAt: { } expires, Decision.At: { } approvedAt } && packedAt is { } packed)
        {
            lanes.Add(new(LaneKind.Ready, null, [new(Later(packed, approvedAt), expires, null)]));
        }

        if (downloads.Count > 0)
        {
            lanes.Add(new(LaneKind.Downloads, null, [.. downloads.Reverse().Select(download => new WaterfallBar(download.At, download.At, null, download))]));
        }

        return new(begin, Later(end, begin), lanes);
    }

    /// <summary>Where a moment lies on the scale, from 0 to 1.</summary>
    public double At(DateTimeOffset time) => To > From ? Math.Clamp((time - From) / (To - From), 0, 1) : 0;

    // Clocks of silos differ by a little: nothing ends before it begins.
    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset EndOf(PackedShardInfo shard) => shard.StartedAt + TimeSpan.FromSeconds(shard.Seconds);

    /// <summary>A silo packs several shards at a time: each goes to the first row that is free by then.</summary>
    private static List<List<PackedShardInfo>> Rows(IEnumerable<PackedShardInfo> shards)
    {
        List<List<PackedShardInfo>> rows = [];
        foreach (var shard in shards)
        {
            if (rows.Find(row => EndOf(row[^1]) <= shard.StartedAt) is { } free)
            {
                free.Add(shard);
            }
            else
            {
                rows.Add([shard]);
            }
        }

        return rows;
    }
}

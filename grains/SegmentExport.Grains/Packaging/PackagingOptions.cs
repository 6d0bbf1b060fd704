using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Grains.Packaging;

/// <summary>How much a silo packs at a time, and how patient packaging is.</summary>
public sealed class PackagingOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Packaging";

    /// <summary>How many shards this silo packs at a time. 1 to 256; default one per core.</summary>
    [Range(1, 256)]
    public int Slots { get; set; } = Math.Clamp(Environment.ProcessorCount, 1, 256);

    /// <summary>How often a shard, or the planning, is tried before the task fails. 1 to 100; default 8, which with the waits between spans a minute and a half.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 8;

    /// <summary>How long to wait before the second attempt; doubled for each further one. 10 ms to 10 min; default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between attempts. 10 ms to 1 h; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt at a shard may take. 1 s to 9 min 30 s (the grain call itself gives up after 10 min); default 9 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:09:30")]
    public TimeSpan ShardTimeout { get; set; } = TimeSpan.FromMinutes(9);

    /// <summary>How long one attempt at counting and planning may take. 1 s to 1 h; default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PlanTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait for cancelled shards before their parts are deleted anyway. 0 to 10 min; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan CancelTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the scheduler asks the tasks that hold slots or wait for some. 1 s to 10 min; default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan PingPeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a silo announces its slots. 100 ms to 1 min; default 5 s. A silo silent for four periods gets no more work.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan AnnouncePeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>After how many faults in a row, of whatever tasks, a source rests: nothing is read from it, and no attempts are used up against it. 1 to 1,000; default 5.</summary>
    [Range(1, 1_000)]
    public int SourceFaults { get; set; } = 5;

    /// <summary>How long a source rests before one shard is tried; doubled each time that it fails. 100 ms to 10 min; default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan SourceRest { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest rest of a source. 100 ms to 1 h; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan MaxSourceRest { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The wait before the attempt after <paramref name="attempt"/> failed ones.</summary>
    public TimeSpan DelayAfter(int attempt) =>
        TimeSpan.FromTicks(Math.Min(MaxRetryDelay.Ticks, (long)Math.Min(RetryDelay.Ticks * Math.Pow(2, Math.Max(0, attempt - 1)), long.MaxValue / 2)));
}

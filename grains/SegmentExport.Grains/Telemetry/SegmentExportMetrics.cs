using System.Diagnostics;
using System.Diagnostics.Metrics;
using SegmentExport.Abstractions.Sweeping;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Grains.Telemetry;

/// <summary>The product's metrics, behind methods named after what happened. Labels are bounded: never an id.</summary>
internal static class SegmentExportMetrics
{
    private static readonly Meter Meter = new(SegmentExportTelemetry.Name);
    private static readonly Counter<long> Granted = Meter.CreateCounter<long>("segment_export.slots.granted", "{slot}", "Slots granted to tasks.");
    private static readonly Counter<long> Lapsed = Meter.CreateCounter<long>("segment_export.slots.lapsed", "{slot}", "Granted slots that their task did not hold any more and had not given back: lost on the way, or with a silo.");
    private static readonly Counter<long> Lost = Meter.CreateCounter<long>("segment_export.silos.lost", "{silo}", "Silos that died without having left, as this one saw it: the cluster's number is the largest.");
    private static readonly Counter<long> Rests = Meter.CreateCounter<long>("segment_export.source.rests", "{rest}", "Times that a source failed so often in a row that it rests.");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("segment_export.packed.rows", "{row}", "Rows packed.");
    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>("segment_export.packed.size", "By", "Bytes stored in parts.");
    private static readonly Histogram<double> ShardDuration = Seconds("segment_export.shard.duration", "Time to pack a shard.", [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900]);
    private static readonly Histogram<double> QueueWait = Seconds("segment_export.queue.wait", "Time that tasks with shards to pack waited for their first slot.", [0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600]);
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("segment_export.shard.retries", "{retry}", "Shards that are packed again, by the reason.");
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("segment_export.shard.failures", "{failure}", "Attempts at shards that failed.");
    private static readonly Counter<long> Commands = Meter.CreateCounter<long>("segment_export.commands", "{command}", "Commands on tasks, by outcome.");
    private static readonly Counter<long> AuditFailures = Meter.CreateCounter<long>("segment_export.audit.failures", "{failure}", "Rows that could not be written into the audit: nothing was handed out.");
    private static readonly Counter<long> Swept = Meter.CreateCounter<long>("segment_export.parts.swept", "{task}", "Tasks whose stored parts seemed to be nobody's, by outcome.");
    private static readonly Counter<long> Archived = Meter.CreateCounter<long>("segment_export.tasks.archived", "{task}", "Tasks that ended long ago and were moved into the archive.");
    private static readonly Histogram<double> ReminderDelay = Seconds("segment_export.expiry.delay", "How late expiry reminders come.", [0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 3600]);

    private static readonly Counter<long> LateReminders = Meter.CreateCounter<long>("segment_export.expiry.late", "{reminder}", "Expiry reminders that came more than a minute late.");

    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    /// <summary>Tells of what never happened yet that it did not: an alert sees a rise from 0, and none to a first value.</summary>
    public static void Begin()
    {
        Lapsed.Add(0);
        Lost.Add(0);
        AuditFailures.Add(0);
        LateReminders.Add(0);
    }

    public static void SlotsGranted(int count) => Granted.Add(count);

    public static void GrantsLapsed(int count) => Lapsed.Add(count);

    public static void SiloLost() => Lost.Add(1);

    public static void SourceRested(string source) => Rests.Add(1, new KeyValuePair<string, object?>("segment_export.source", source));

    public static void ShardPacked(ExportFormat format, PackedShard shard)
    {
        var tag = new KeyValuePair<string, object?>("segment_export.format", format.ToString());
        Rows.Add(shard.Rows, tag);
        Bytes.Add(shard.StoredBytes, tag);
        ShardDuration.Record(shard.Duration.TotalSeconds, tag);
    }

    public static void FirstShardStarted(TimeSpan waited) => QueueWait.Record(waited.TotalSeconds);

    public static void ShardRetried(string reason) => Retries.Add(1, new KeyValuePair<string, object?>("error.type", reason));

    public static void ShardFailed(string code, bool isTransient) =>
        Failures.Add(1, new TagList { { "error.type", code }, { "segment_export.transient", isTransient } });

    public static void CommandDone(string command, string outcome) =>
        Commands.Add(1, new TagList { { "segment_export.command", command }, { "segment_export.outcome", outcome } });

    public static void AuditFailed() => AuditFailures.Add(1);

    public static void PartsSwept(SweepOutcome outcome) => Swept.Add(1, new KeyValuePair<string, object?>("segment_export.outcome", outcome.ToString()));

    public static void TasksArchived(int count) => Archived.Add(count);

    public static void ReminderTicked(TimeSpan delay)
    {
        ReminderDelay.Record(Math.Max(0, delay.TotalSeconds));
        LateReminders.Add(delay > Late ? 1 : 0);
    }

    // The default's buckets are those of milliseconds.
    private static Histogram<double> Seconds(string name, string description, double[] buckets) =>
        Meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });
}

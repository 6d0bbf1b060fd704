using System.Diagnostics.Metrics;

namespace SegmentExport.Grains.Telemetry;

/// <summary>What the cluster's one scheduler sees, as gauges: told by the silo that it lives on, and by no other, so that a sum over silos is the cluster's.</summary>
internal static class SchedulerGauges
{
    private static readonly Meter Meter = new(SegmentExportTelemetry.Name);
    private static volatile SchedulerSnapshot? _latest;

    static SchedulerGauges()
    {
        Observe("segment_export.slots.limit", "{slot}", "Packaging slots of the cluster.", seen => seen.Slots);
        Observe("segment_export.slots.busy", "{slot}", "Packaging slots in use.", seen => seen.BusySlots);
        Observe("segment_export.queue.shards", "{shard}", "Shards that wait for a slot.", seen => seen.WaitingShards);
        Observe("segment_export.queue.tasks", "{task}", "Tasks with shards that wait for a slot.", seen => seen.WaitingTasks);
        Meter.CreateObservableGauge("segment_export.tasks", () => ByStatus(tasks => tasks.Count), "{task}", "Tasks that have not ended, by status.");
        Meter.CreateObservableGauge(
            "segment_export.tasks.age", () => ByStatus(tasks => Math.Max(0, tasks.OldestAge.TotalSeconds)), "s", "Time since the submission of the oldest task, by status.");
    }

    /// <summary>What is told from now on.</summary>
    public static void Publish(SchedulerSnapshot snapshot) => _latest = snapshot;

    /// <summary>The scheduler has left this silo.</summary>
    public static void Clear() => _latest = null;

    private static void Observe(string name, string unit, string description, Func<SchedulerSnapshot, long> value) =>
        Meter.CreateObservableGauge(name, () => _latest is { } seen ? new[] { new Measurement<long>(value(seen)) } : [], unit, description);

    private static IEnumerable<Measurement<T>> ByStatus<T>(Func<LiveTasks, T> value)
        where T : struct =>
        (_latest?.Tasks ?? []).Select(tasks => new Measurement<T>(value(tasks), StatusTag.Of(tasks.Status)));
}

using System.Diagnostics;
using System.Globalization;

namespace SegmentExport.Benchmarks.Soak;

/// <summary>The end of all tasks after the load.</summary>
internal static class SoakSettling
{
    /// <summary>How often a reminder comes again whose time passed while the silo that had it died.</summary>
    public static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    // Silos load reminders minutes before they are due, and then wait by a clock that does not jump.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(4);

    // Where time is short, as many of the last ones as come within it.
    private static readonly TimeSpan LastOnes = TimeSpan.FromSeconds(8);

    /// <summary>Waits until packaging is over and what has ended has no parts any more.</summary>
    /// <returns>Whether it came so far.</returns>
    public static Task<bool> UntilPackedAsync(SoakCluster cluster) => UntilAsync(async () => (await StoredCounts.OpenAsync(cluster.Processes))["needs_work"] == 0);

    /// <summary>Has all files expire by their reminders, at the pace of the clock; only the time before the first one is skipped, or in haste before the last ones.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="isHasty">Whether only the last ones are waited for, and those are left that were missed at a kill or skipped.</param>
    /// <returns>Whether it came so far.</returns>
    public static async Task<bool> UntilExpiredAsync(SoakCluster cluster, bool isHasty)
    {
        if (await DueAsync(cluster, isHasty ? "max" : "min") is { } due)
        {
            cluster.SkipTo(due - (isHasty ? LastOnes : Before));
        }

        return await UntilAsync(async () => await DueAsync(cluster, "max") is null && (isHasty || await IsNothingLeftAsync(cluster, butReminders: false)));
    }

    /// <summary>Waits until no part, key, message or open work is left, nor a reminder.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="butReminders">Whether reminders may be left, of tasks that are there.</param>
    /// <returns>Whether it came so far.</returns>
    public static Task<bool> UntilNothingIsLeftAsync(SoakCluster cluster, bool butReminders) => UntilAsync(() => IsNothingLeftAsync(cluster, butReminders));

    private static async Task<bool> IsNothingLeftAsync(SoakCluster cluster, bool butReminders) =>
        (await StoredCounts.OpenAsync(cluster.Processes)).Where(count => !butReminders || count.Key != "reminders").All(count => count.Value == 0) && StoredCounts.Parts(cluster.Processes).Count == 0;

    /// <summary>When the first or the last reminder is due that has not been so; null: none.</summary>
    private static async Task<DateTimeOffset?> DueAsync(SoakCluster cluster, string which)
    {
        var now = (cluster.Now - Late).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
        return await cluster.Processes.Database.ExecuteAsync($"SELECT {which}(StartTime) FROM OrleansReminders WHERE StartTime > timestamptz '{now}+00';") is DateTime due ? new(due, TimeSpan.Zero) : null;
    }

    private static async Task<bool> UntilAsync(Func<Task<bool>> condition)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Patience; await Task.Delay(Look))
        {
            if (await condition())
            {
                return true;
            }
        }

        return false;
    }
}

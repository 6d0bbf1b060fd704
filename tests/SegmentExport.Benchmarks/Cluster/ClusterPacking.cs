using System.Diagnostics;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Cluster;

/// <summary>One export of everybody by a cluster of processes, timed by what its record says.</summary>
internal static class ClusterPacking
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly object[] Fields =
    [
        new { id = "user_id" }, new { id = "name", masking = "name" }, new { id = "phone", masking = "hash" }, new { id = "email", masking = "email" },
        new { id = "city" }, new { id = "age" }, new { id = "lifetime_value" }, new { id = "registered_at" },
    ];

    /// <summary>Packs one export, and withdraws it.</summary>
    /// <returns>Its parts.</returns>
    public static async Task<IReadOnlyList<PackedPart>> PackAsync(ClusterProcesses cluster)
    {
        var alice = cluster.User("alice");
        var task = await alice.CreateTaskAsync("retail", "everyone", Fields);
        await UntilPackedAsync(alice, task);
        var parts = await cluster.PackedPartsAsync(task);
        await alice.SendForJsonAsync(HttpMethod.Post, $"{task}/withdraw");
        return parts;
    }

    /// <summary>From the first part's begin to the last one's end.</summary>
    public static TimeSpan TimeOf(IReadOnlyList<PackedPart> parts) => parts.Max(part => part.StartedAt + part.Duration) - parts.Min(part => part.StartedAt);

    // Seldom: who asks takes time from the cores that pack. When packing ended is in the record.
    private static async Task UntilPackedAsync(ApiUser user, string task)
    {
        var started = Stopwatch.GetTimestamp();
        while ((await user.SendForJsonAsync(HttpMethod.Get, task)).GetProperty("packaging").GetProperty("state").GetString() != "packed")
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"The task was not packed within {Patience}.");
            }

            await Task.Delay(Pause);
        }
    }
}

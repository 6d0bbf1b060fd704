using System.Collections.Immutable;

namespace SegmentExport.Hosting.Webhooks;

/// <summary>What endpoints can be told of. The database's trigger has the same names.</summary>
public static class WebhookEvents
{
    /// <summary>A task that was approved is packed, so that its file can be downloaded; or the other way round.</summary>
    public const string Completed = "download_task.completed";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        "download_task.submitted", "download_task.approved", "download_task.rejected", "download_task.withdrawn",
        "download_task.packed", "download_task.failed", Completed, "download_task.expired",
    ];
}

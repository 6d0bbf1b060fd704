using System.Collections.Immutable;

namespace SegmentExport.Hosting.Webhooks;

/// <summary>What endpoints can be told of. The database's trigger has the same names of what happens to tasks.</summary>
public static class WebhookEvents
{
    /// <summary>A task that was approved is packed, so that its file can be downloaded; or the other way round.</summary>
    public const string Completed = "download_task.completed";

    /// <summary>Nothing happened: somebody tries whether the endpoint can be told. Told whatever events the endpoint's settings name.</summary>
    public const string Test = "webhook.test";

    /// <summary>All that happens to tasks.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        "download_task.submitted", "download_task.approved", "download_task.rejected", "download_task.withdrawn",
        "download_task.packed", "download_task.failed", Completed, "download_task.expired",
    ];
}

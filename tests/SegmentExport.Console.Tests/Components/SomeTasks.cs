using SegmentExport.Client.Contracts;

namespace SegmentExport.WebConsole.Tests.Components;

/// <summary>Tasks as the API tells them.</summary>
internal static class SomeTasks
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);

    public static DownloadTask Of(string status, params string[] allowedActions) => new()
    {
        Id = "0193600000007000800000000000abcd",
        Name = "高价值客户_20261125080000",
        SpaceId = "retail",
        Segment = new("high-value", "高价值客户"),
        Status = status,
        CloseReason = status == "closed" ? "rejected" : null,
        Submitter = "alice",
        Reason = "Autumn campaign",
        Fields = [],
        Filters = [],
        Format = "csv",
        Options = new(),
        Containers = ["gzip"],
        Origin = "export_page",
        SubmittedAt = Now,
        Decision = new() { Kind = "pending" },
        Packaging = new() { State = "waiting", RowsDone = 0, Bytes = 0, ShardsDone = 0 },
        AllowedActions = allowedActions,
        History = [],
        Revision = 1,
    };
}

using System.ComponentModel.DataAnnotations;
using SegmentExport.Domain.Limits;

namespace SegmentExport.Grains.Limits;

/// <summary>How much spaces and users may do. 0: no limit. What a space's catalog sets goes first.</summary>
public sealed class LimitOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Limits";

    /// <summary>Tasks of a space whose packaging is not over, at a time. 0 to 1,000,000; default 10,000.</summary>
    [Range(0, 1_000_000)]
    public int ConcurrentTasks { get; set; } = 10_000;

    /// <summary>Tasks of all spaces that wait for packaging, at a time. 0 to 10,000,000; default 50,000.</summary>
    [Range(0, 10_000_000)]
    public int WaitingTasks { get; set; } = 50_000;

    /// <summary>Rows of the tasks that are submitted in a space on one day (UTC). 0 to 10^15; default 0.</summary>
    [Range(0L, 1_000_000_000_000_000L)]
    public long RowsPerDay { get; set; }

    /// <summary>Downloads of one task's file. 0 to 1,000,000; default 1,000.</summary>
    [Range(0, 1_000_000)]
    public int DownloadsPerTask { get; set; } = 1_000;

    /// <summary>Requests of one user a minute, over all gateways. 0 to 10,000,000; default 60,000.</summary>
    [Range(0, 10_000_000)]
    public int RequestsPerUser { get; set; } = 60_000;

    /// <summary>What holds for a space whose catalog sets nothing.</summary>
    public SpaceLimits ForSpaces() => new()
    {
        ConcurrentTasks = ConcurrentTasks > 0 ? ConcurrentTasks : null,
        RowsPerDay = RowsPerDay > 0 ? RowsPerDay : null,
        DownloadsPerTask = DownloadsPerTask > 0 ? DownloadsPerTask : null,
    };
}

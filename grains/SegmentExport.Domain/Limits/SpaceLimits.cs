namespace SegmentExport.Domain.Limits;

/// <summary>How much a space may do. The catalog may set each for a space; the settings have the rest.</summary>
public sealed record SpaceLimits
{
    /// <summary>Nothing set: all is as the settings have it.</summary>
    public static SpaceLimits None { get; } = new();

    /// <summary>How many tasks may be waiting for packaging or packed at a time; null: not set here, and no limit where nothing sets it.</summary>
    public int? ConcurrentTasks { get; init; }

    /// <summary>How many rows the tasks submitted on one day (UTC) may have together; null as above.</summary>
    public long? RowsPerDay { get; init; }

    /// <summary>How often the file of a task may be downloaded, by whomever; null as above.</summary>
    public int? DownloadsPerTask { get; init; }

    /// <summary>These, and others where these set nothing.</summary>
    public SpaceLimits Or(SpaceLimits others) => new()
    {
        ConcurrentTasks = ConcurrentTasks ?? others.ConcurrentTasks,
        RowsPerDay = RowsPerDay ?? others.RowsPerDay,
        DownloadsPerTask = DownloadsPerTask ?? others.DownloadsPerTask,
    };
}

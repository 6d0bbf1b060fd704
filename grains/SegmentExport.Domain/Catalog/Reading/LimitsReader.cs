using SegmentExport.Domain.Limits;

namespace SegmentExport.Domain.Catalog.Reading;

/// <summary>A space's limits.</summary>
internal static class LimitsReader
{
    private const long MaxCount = 1_000_000;
    private const long MaxRows = 1_000_000_000_000_000;

    public static SpaceLimits Read(Node? node) => node?.AsObject("concurrentTasks", "rowsPerDay", "downloadsPerTask") is not { } limits
        ? SpaceLimits.None
        : new()
        {
            ConcurrentTasks = (int?)limits.Optional("concurrentTasks")?.AsWhole(1, MaxCount),
            RowsPerDay = limits.Optional("rowsPerDay")?.AsWhole(1, MaxRows),
            DownloadsPerTask = (int?)limits.Optional("downloadsPerTask")?.AsWhole(1, MaxCount),
        };
}

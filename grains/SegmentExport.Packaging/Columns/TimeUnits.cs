using Apache.Arrow.Types;

namespace SegmentExport.Packaging.Columns;

/// <summary>Arrow's units of time in numbers.</summary>
internal static class TimeUnits
{
    /// <summary>How many of the unit make a second.</summary>
    public static long PerSecond(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => 1,
        TimeUnit.Millisecond => 1_000,
        TimeUnit.Microsecond => 1_000_000,
        _ => 1_000_000_000,
    };
}

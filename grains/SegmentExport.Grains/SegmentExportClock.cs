namespace SegmentExport.Grains;

/// <summary>Names the <see cref="TimeProvider"/> that the product's own times come from: submissions, decisions, deadlines, audit.</summary>
/// <remarks>It is a keyed service of its own, so that a test can move it by 24 hours without driving the timers of Orleans with it.</remarks>
public static class SegmentExportClock
{
    /// <summary>The key of the service.</summary>
    public const string Key = "SegmentExport";
}

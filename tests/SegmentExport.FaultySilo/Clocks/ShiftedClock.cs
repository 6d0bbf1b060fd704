namespace SegmentExport.FaultySilo.Clocks;

/// <summary>The system's clock, so much ahead: also in how much time has passed, where that changes.</summary>
internal sealed class ShiftedClock(Func<TimeSpan> ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead();

    public override long GetTimestamp() => System.GetTimestamp() + (long)(ahead().TotalSeconds * System.TimestampFrequency);
}

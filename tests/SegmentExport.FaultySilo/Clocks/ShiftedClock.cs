namespace SegmentExport.FaultySilo.Clocks;

/// <summary>The system's clock, so much ahead.</summary>
internal sealed class ShiftedClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}

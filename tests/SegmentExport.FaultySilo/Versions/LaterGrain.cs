namespace SegmentExport.FaultySilo.Versions;

internal sealed class LaterGrain : Grain, ILaterGrain
{
    public Task RestAsync() => Task.CompletedTask;
}

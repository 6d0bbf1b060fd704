using SegmentExport.Abstractions.Packaging;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.TestKit.Faults;

namespace SegmentExport.FaultySilo.Crashes;

/// <summary>Crashes between the packing of a shard and its record.</summary>
internal sealed class CrashingReports(CrashPoints points) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.ImplementationMethod.Name == nameof(IDownloadTaskWorkGrain.AdvanceAsync))
        {
            await points.PassAsync(CrashPoint.ResultReported);
        }

        await context.Invoke();
        if (context.Grain is IPackagingGrain)
        {
            await points.PassAsync(CrashPoint.ResultReporting);
        }
    }
}

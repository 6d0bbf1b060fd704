using Microsoft.Extensions.Diagnostics.HealthChecks;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Spaces;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Hosting.Health;

/// <summary>Whether a silo answers a gateway.</summary>
internal sealed class ClusterHealthCheck(IGrainFactory grains) : IHealthCheck
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // A call that any silo answers from its memory, for a user that no catalog has.
            await grains.GetGrain<IMemberGrain>(0).GetMembershipsAsync(new Caller(new UserId("health"))).WaitAsync(Timeout, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("No silo of the cluster answers.", fault);
        }
    }
}

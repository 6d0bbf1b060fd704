using Microsoft.Extensions.Diagnostics.HealthChecks;
using SegmentExport.Artifacts;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Hosting.Health;

/// <summary>Whether parts can be written and read.</summary>
internal sealed class ArtifactStoreHealthCheck(IArtifactStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.CheckAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (PackagingException fault)
        {
            return HealthCheckResult.Unhealthy(fault.Message, fault);
        }
    }
}

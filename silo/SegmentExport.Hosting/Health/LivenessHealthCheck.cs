using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SegmentExport.Hosting.Health;

/// <summary>Whether the process is worth keeping: only a silo that its cluster has declared dead is not, for it never comes back by itself.</summary>
internal sealed class LivenessHealthCheck(ISiloStatusOracle oracle) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        oracle.CurrentStatus == SiloStatus.Dead ? HealthCheckResult.Unhealthy("The silo is dead; restart the process.") : HealthCheckResult.Healthy());
}

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SegmentExport.Hosting.Health;

/// <summary>Whether the silo takes part in its cluster.</summary>
internal sealed class SiloHealthCheck(ISiloStatusOracle oracle) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        oracle.CurrentStatus == SiloStatus.Active ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"The silo is {oracle.CurrentStatus}."));
}

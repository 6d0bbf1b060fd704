using Microsoft.Extensions.Diagnostics.HealthChecks;
using SegmentExport.Domain.Errors;
using SegmentExport.Hosting.Catalogs;
using SegmentExport.Sources;

namespace SegmentExport.Hosting.Health;

/// <summary>Whether the catalog is read and every source of it is open.</summary>
internal sealed class SourcesHealthCheck(LoadedCatalog catalog, ISegmentSourceRegistry sources) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (!catalog.IsLoaded)
        {
            return HealthCheckResult.Unhealthy("The catalog is not read yet.");
        }

        try
        {
            foreach (var source in catalog.Value.Spaces.Select(space => space.Source).Distinct(StringComparer.Ordinal))
            {
                sources.Get(source);
            }

            return HealthCheckResult.Healthy();
        }
        catch (PackagingException fault)
        {
            return HealthCheckResult.Unhealthy(fault.Message, fault);
        }
    }
}

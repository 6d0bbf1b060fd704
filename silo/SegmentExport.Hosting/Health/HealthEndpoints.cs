using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SegmentExport.Hosting.Health;

/// <summary>A process's health over HTTP: <c>/health/startup</c>, <c>/health/live</c>, <c>/health/ready</c>. Whoever reaches it may ask; it says what does not answer, and no address, path or secret.</summary>
public static class HealthEndpoints
{
    private static readonly string[] Questions = [HealthTags.Startup, HealthTags.Live, HealthTags.Ready];

    /// <summary>Answers 200 where all is well, else 503; the body says the same of each check.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        foreach (var question in Questions)
        {
            routes.MapHealthChecks($"/health/{question}", new HealthCheckOptions { Predicate = check => check.Tags.Contains(question), ResponseWriter = WriteAsync }).AllowAnonymous();
        }
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new HealthAnswer
    {
        Status = NameOf(report.Status),
        Checks = [.. report.Entries.Select(entry => new HealthAnswer.Check(entry.Key, NameOf(entry.Value.Status), DescriptionOf(entry.Value), Math.Round(entry.Value.Duration.TotalSeconds, 4)))],
    });

    private static string NameOf(HealthStatus status) => status == HealthStatus.Healthy ? "healthy" : "unhealthy";

    // What a check threw is described by its message, which could hold anything; what a check says is ours.
    private static string? DescriptionOf(HealthReportEntry entry) =>
        entry.Exception is { } fault and not Domain.Errors.PackagingException && fault.Message == entry.Description ? $"The check failed ({fault.GetType().Name})." : entry.Description;
}

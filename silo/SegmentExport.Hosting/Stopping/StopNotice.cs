using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SegmentExport.Hosting.Stopping;

/// <summary>Says that the process is not ready any more as soon as it is told to stop, and leaves the others time to see it.</summary>
internal sealed partial class StopNotice(IOptions<StoppingOptions> options, TimeProvider time, ILogger<StopNotice> logger) : IHostedLifecycleService, IHealthCheck
{
    private volatile bool _isStopping;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_isStopping ? HealthCheckResult.Unhealthy("The process is stopping.") : HealthCheckResult.Healthy());

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        LogStopping(options.Value.Notice, options.Value.Drain);
        return Task.Delay(options.Value.Notice, time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(4050, LogLevel.Information, "Stopping: not ready from now on; after {Notice} no new work, and {Drain} for what runs.")]
    private partial void LogStopping(TimeSpan notice, TimeSpan drain);
}

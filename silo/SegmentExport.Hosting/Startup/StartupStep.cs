using Microsoft.Extensions.Hosting;

namespace SegmentExport.Hosting.Startup;

/// <summary>Something that has to be so before anything of the process starts; it throws where it is not. Steps run one after the other, as they were added.</summary>
internal abstract class StartupStep : IHostedLifecycleService
{
    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => PrepareAsync(cancellationToken);

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Checks or brings about what has to be so.</summary>
    protected abstract Task PrepareAsync(CancellationToken cancellationToken);
}

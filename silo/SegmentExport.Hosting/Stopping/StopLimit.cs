using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SegmentExport.Hosting.Stopping;

/// <summary>
/// Ends a process that was told to end and does not. While the database is away Orleans tries for minutes to tell the other members that it leaves; they find out by themselves, as they do of a silo that
/// was killed, and nothing that was acknowledged depends on it.
/// </summary>
internal sealed partial class StopLimit(IHostApplicationLifetime lifetime, IOptions<StoppingOptions> options, TimeProvider time, ILogger<StopLimit> logger) : IHostedService, IDisposable
{
    private const int EndedByLimit = 1;

    private readonly CancellationTokenSource _ended = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(() => LimitAsync().Ignore());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The last that is disposed, for it is made among the first.
    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private async Task LimitAsync()
    {
        var limit = OrderlyStop.LimitOf(options.Value);
        await Task.Delay(limit, time, _ended.Token);
        LogNotEnded(limit);
        Environment.Exit(EndedByLimit);
    }

    [LoggerMessage(4052, LogLevel.Warning, "The process has not ended within {Limit}, and is ended. The others take over what it had, as after a crash.")]
    private partial void LogNotEnded(TimeSpan limit);
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Clustering;

/// <summary>Lets a gateway that starts before the silos wait for them, and not for ever.</summary>
internal sealed partial class SiloWait(IOptions<ClusterOptions> cluster, TimeProvider time, ILogger<SiloWait> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly long _started = time.GetTimestamp();

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_started) > Patience)
        {
            throw new StartupException(
                $"No silo of the cluster '{cluster.Value.ClusterId}' could be reached within {Patience}. Start silos with the same SegmentExport:Cluster settings, TLS included, on addresses that this machine reaches.",
                exception);
        }

        LogWaiting(cluster.Value.ClusterId, exception.GetType());
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(4040, LogLevel.Information, "Waiting for a silo of the cluster '{Cluster}' ({Fault}).")]
    private partial void LogWaiting(string cluster, Type fault);
}

using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace SegmentExport.Gateway.Authentication;

/// <summary>
/// Whether the issuer's keys are known. Until they are, no token can be judged: callers are told to come again, and the issuer is asked by one request at a time and at most every few seconds.
/// Once known, they stay in force while the issuer is away.
/// </summary>
internal sealed partial class IssuerReachability(TimeProvider time, ILogger<IssuerReachability> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private volatile bool _isKnown;
    private Task<bool> _asking = Task.FromResult(false);
    private long? _failedAt;

    /// <summary>Answers once the issuer has, or has not within the backchannel's time.</summary>
    public Task<bool> AreKeysKnownAsync(JwtBearerOptions options)
    {
        if (_isKnown || options.ConfigurationManager is null)
        {
            return Task.FromResult(true);
        }

        lock (_gate)
        {
            if (_asking.IsCompleted && !(_failedAt is { } failed && time.GetElapsedTime(failed) < Pause))
            {
                _asking = AskAsync(options);
            }

            return _asking;
        }
    }

    private async Task<bool> AskAsync(JwtBearerOptions options)
    {
        // Not under the lock of whoever came first.
        await Task.Yield();
        try
        {
            // The request that came first may go; the others wait for the same answer.
            await options.ConfigurationManager!.GetConfigurationAsync(CancellationToken.None);
            return _isKnown = true;
        }
        catch (Exception fault) when (fault is InvalidOperationException or IOException or HttpRequestException or OperationCanceledException)
        {
            lock (_gate)
            {
                _failedAt = time.GetTimestamp();
            }

            SignInMetrics.IssuerUnavailable();
            LogUnavailable(options.Authority, fault.InnerException?.Message ?? fault.Message);
            return false;
        }
    }

    [LoggerMessage(5020, LogLevel.Warning, "The issuer {Authority} does not answer with its keys ({Reason}): tokens cannot be checked, and requests get 503.")]
    private partial void LogUnavailable(string? authority, string reason);
}

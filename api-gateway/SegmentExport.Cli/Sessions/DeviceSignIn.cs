using Duende.IdentityModel.Client;
using SegmentExport.Cli.Output;

namespace SegmentExport.Cli.Sessions;

/// <summary>Sign-in at an issuer by a browser, which may be on another machine: the OAuth 2.0 device authorization grant (RFC 8628).</summary>
/// <param name="issuer">Where.</param>
/// <param name="tell">Is told where to go with which code.</param>
/// <param name="time">The clock.</param>
internal sealed class DeviceSignIn(Issuer issuer, Action<string> tell, TimeProvider time)
{
    // Section 3.2: where the issuer does not say; section 3.5: how much slower, once it says slow_down.
    private static readonly TimeSpan UsualInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Slower = TimeSpan.FromSeconds(5);

    // For an issuer that does not say it, although section 3.2 wants it to.
    private static readonly TimeSpan UsualLifetime = TimeSpan.FromMinutes(10);

    // An issuer that is back is to be noticed while somebody still looks; and once more just before the code ends.
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(1);

    /// <summary>Signs in.</summary>
    /// <param name="api">For which API.</param>
    /// <param name="scopes">What to ask for.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="UsageException">It was refused, took too long, or the issuer is away.</exception>
    public async Task<Credentials> RunAsync(Uri api, string scopes, CancellationToken cancellation)
    {
        using var device = await issuer.AuthorizeDeviceAsync(scopes, cancellation);
        tell($"Open {device.VerificationUri} in a browser, and enter the code {device.UserCode}");
        if (device.VerificationUriComplete is { Length: > 0 } complete)
        {
            tell($"or open {complete}");
        }

        var started = time.GetTimestamp();
        var lifetime = device.ExpiresIn is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : UsualLifetime;
        var interval = device.Interval > 0 ? TimeSpan.FromSeconds(device.Interval) : UsualInterval;
        var wait = interval;
        for (var left = lifetime; left > LastMoment; left = lifetime - time.GetElapsedTime(started))
        {
            await Task.Delay(Min(wait, Max(left - LastMoment, interval)), time, cancellation);
            using var answer = await issuer.AskForTokenAsync(device.DeviceCode!, cancellation);
            if (!answer.IsError)
            {
                return issuer.ToCredentials(answer, api, null, time.GetUtcNow());
            }

            (interval, wait) = Next(interval, wait, answer);
        }

        throw Expired();
    }

    /// <summary>How long to wait before asking again: at least, and this time.</summary>
    private (TimeSpan Interval, TimeSpan Wait) Next(TimeSpan interval, TimeSpan wait, TokenResponse answer) => (answer.ErrorType, answer.Error) switch
    {
        (ResponseErrorType.Protocol, "authorization_pending") => (interval, interval),
        (ResponseErrorType.Protocol, "slow_down") => (interval + Slower, interval + Slower),
        (ResponseErrorType.Protocol, "expired_token") => throw Expired(),
        (ResponseErrorType.Protocol, "access_denied") => throw new UsageException("access_denied", "The sign-in was refused in the browser. Nothing is kept.", ExitCodes.NotSignedIn),
        (ResponseErrorType.Protocol, _) => throw issuer.Refused("sign_in_refused", answer, answer.ErrorDescription),

        // Section 3.5: what was not reached is asked less and less often, for as long as the code is good.
        _ => (interval, Max(interval, Min(wait * 2, Slowest))),
    };

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static UsageException Expired() => new("device_code_expired", "Nobody entered the code in time. Sign in anew.", ExitCodes.NotSignedIn);
}

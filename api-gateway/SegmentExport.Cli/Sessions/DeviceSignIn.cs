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
        var interval = device.Interval > 0 ? TimeSpan.FromSeconds(device.Interval) : UsualInterval;
        while (device.ExpiresIn is not { } seconds || time.GetElapsedTime(started) < TimeSpan.FromSeconds(seconds))
        {
            await Task.Delay(interval, time, cancellation);
            using var answer = await issuer.AskForTokenAsync(device.DeviceCode!, cancellation);
            if (!answer.IsError)
            {
                return issuer.ToCredentials(answer, api, null, time.GetUtcNow());
            }

            interval = Next(interval, answer);
        }

        throw Expired();
    }

    /// <summary>How long to wait before asking again.</summary>
    private TimeSpan Next(TimeSpan interval, TokenResponse answer) => (answer.ErrorType, answer.Error) switch
    {
        (ResponseErrorType.Protocol, "authorization_pending") => interval,
        (ResponseErrorType.Protocol, "slow_down") => interval + Slower,
        (ResponseErrorType.Protocol, "expired_token") => throw Expired(),
        (ResponseErrorType.Protocol, "access_denied") => throw new UsageException("access_denied", "The sign-in was refused in the browser. Nothing is kept.", ExitCodes.NotSignedIn),
        (ResponseErrorType.Protocol, _) => throw issuer.Refused("sign_in_refused", answer, answer.ErrorDescription),

        // Section 3.5: what was not reached is asked less and less often, for as long as the code is good.
        _ => interval * 2,
    };

    private static UsageException Expired() => new("device_code_expired", "Nobody entered the code in time. Sign in anew.", ExitCodes.NotSignedIn);
}

using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Security.Cryptography;

namespace SegmentExport.TestKit.Identity;

/// <summary>Sign-in at another device (RFC 8628). Whoever comes is signed in as the issuer's user, unasked, unless the test says otherwise.</summary>
public sealed class DeviceFlow
{
    private readonly OidcIssuer _issuer;
    private readonly CodeFlow _tokens;
    private readonly ConcurrentDictionary<string, string> _codes = new();

    internal DeviceFlow(OidcIssuer issuer, CodeFlow tokens) => (_issuer, _tokens) = (issuer, tokens);

    /// <summary>Whether the issuer has it.</summary>
    public bool IsThere { get; set; } = true;

    /// <summary>How often a program may ask, at most.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a code is good for.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Errors that are answered first, one a try.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>Codes for a program.</summary>
    internal object Authorize(NameValueCollection form)
    {
        var (device, user) = (RandomNumberGenerator.GetHexString(32, lowercase: true), $"{RandomNumberGenerator.GetHexString(4)}-{RandomNumberGenerator.GetHexString(4)}");
        _codes[device] = form["client_id"] ?? "";
        return new
        {
            device_code = device,
            user_code = user,
            verification_uri = $"{_issuer.Url}/device",
            verification_uri_complete = $"{_issuer.Url}/device?user_code={user}",
            expires_in = (int)Lifetime.TotalSeconds,
            interval = (int)Interval.TotalSeconds,
        };
    }

    /// <summary>Tokens for a device code, or the error (section 3.5).</summary>
    internal (object? Tokens, string? Error) Redeem(NameValueCollection form) =>
        Errors.TryDequeue(out var error) ? (null, error)
        : _codes.TryRemove(form["device_code"] ?? "", out var client) && client == form["client_id"] ? (_tokens.TokensFor(_issuer.User, client), null)
        : (null, "invalid_grant");
}

using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Security.Cryptography;
using System.Text;

namespace SegmentExport.TestKit.Identity;

/// <summary>The codes and refresh tokens that an issuer has given out: RFC 6749, sections 4.1 and 6; RFC 7636 with S256. Each is good for once.</summary>
internal sealed class CodeFlow(OidcIssuer issuer)
{
    private readonly ConcurrentDictionary<string, Grant> _codes = new();
    private readonly ConcurrentDictionary<string, Grant> _refreshTokens = new();

    /// <summary>Where the browser is sent with a code.</summary>
    public string Authorize(NameValueCollection query, string user)
    {
        if (query["code_challenge_method"] != "S256" || query["code_challenge"] is not { } challenge || query["response_type"] != "code")
        {
            return Refuse(query, "invalid_request");
        }

        var code = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _codes[code] = new(user, query["client_id"] ?? "", query["redirect_uri"] ?? "", challenge, query["nonce"]);
        return $"{Back(query)}&code={code}";
    }

    /// <summary>Where the browser is sent without one (RFC 6749, section 4.1.2.1).</summary>
    public static string Refuse(NameValueCollection query, string error) => $"{Back(query)}&error={error}";

    /// <summary>Tokens for a code or a refresh token; null where it is not good.</summary>
    public object? Redeem(NameValueCollection form) => form["grant_type"] switch
    {
        "authorization_code" when _codes.TryRemove(form["code"] ?? "", out var grant) && Fits(grant, form) => Tokens(grant),
        "refresh_token" when _refreshTokens.TryRemove(form["refresh_token"] ?? "", out var grant) => Tokens(grant),
        _ => null,
    };

    /// <summary>Tokens for a user who has signed in otherwise.</summary>
    public object TokensFor(string user, string client) => Tokens(new(user, client, "", "", null));

    /// <summary>How many refresh tokens are still good.</summary>
    public int RefreshTokens => _refreshTokens.Count;

    /// <summary>Forgets a refresh token (RFC 7009).</summary>
    public void Revoke(string token) => _refreshTokens.TryRemove(token, out _);

    private static string Back(NameValueCollection query) => $"{query["redirect_uri"]}?state={Uri.EscapeDataString(query["state"] ?? "")}";

    private static bool Fits(Grant grant, NameValueCollection form) =>
        grant.RedirectUri == form["redirect_uri"] && grant.Client == form["client_id"]
        && grant.Challenge == Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"] ?? "")));

    private object Tokens(Grant grant)
    {
        var refresh = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _refreshTokens[refresh] = grant;
        return new
        {
            access_token = issuer.TokenFor(grant.User, validFor: issuer.TokenLifetime),
            id_token = issuer.Key.Sign(issuer.Claims(grant.User, grant.Client, nonce: grant.Nonce)),
            refresh_token = refresh,
            token_type = "Bearer",
            // Below zero it is one that has ended by the gateway's clock alone.
            expires_in = issuer.TokenLifetime > TimeSpan.Zero ? (int)issuer.TokenLifetime.TotalSeconds : 3600,
        };
    }

    private sealed record Grant(string User, string Client, string RedirectUri, string Challenge, string? Nonce);
}

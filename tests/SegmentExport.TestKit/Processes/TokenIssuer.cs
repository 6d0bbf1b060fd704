using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SegmentExport.TestKit.Processes;

/// <summary>An issuer of tokens that a cluster's gateways trust: HMAC-SHA-256 with a secret of its own (RFC 7515, RFC 7519).</summary>
public sealed class TokenIssuer
{
    /// <summary>The issuer's name.</summary>
    public const string Issuer = "https://issuer.test";

    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>What a gateway has to be set up with.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings =>
    [
        new("SegmentExport__SignIn__Issuer", Issuer),
        new("SegmentExport__SignIn__SigningKey", Convert.ToBase64String(_secret)),
        new("SegmentExport__SignIn__GroupsClaim", "groups"),
    ];

    /// <summary>A token for a user, good for an hour.</summary>
    /// <param name="user">The user.</param>
    /// <param name="groups">The groups that it names.</param>
    public string TokenFor(string user, params string[] groups)
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new { iss = Issuer, aud = "segment-export", sub = user, groups, nbf = now.AddHours(-2).ToUnixTimeSeconds(), exp = now.AddHours(1).ToUnixTimeSeconds() };
        var text = $"{Encode(new { alg = "HS256", typ = "JWT" })}.{Encode(claims)}";
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(_secret, Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}

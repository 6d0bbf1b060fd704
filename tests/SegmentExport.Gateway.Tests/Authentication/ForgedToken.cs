using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SegmentExport.Gateway.Tests.Authentication;

/// <summary>Makes tokens as an attacker would, byte by byte (RFC 7515), or as the gateway does with its own key.</summary>
internal static class ForgedToken
{
    public static string Create(byte[] key, string algorithm = "HS256", string subject = "alice", string issuer = "segment-export-development", TimeSpan? age = null)
    {
        var now = TimeProvider.System.GetUtcNow() - (age ?? TimeSpan.Zero);
        var claims = new Dictionary<string, object>
        {
            ["iss"] = issuer,
            ["aud"] = "segment-export",
            ["sub"] = subject,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + TimeSpan.FromHours(8)).ToUnixTimeSeconds(),
        };
        var signed = $"{Encode(new { alg = algorithm, typ = "JWT" })}.{Encode(claims)}";
        var signature = algorithm switch
        {
            "none" => [],
            "HS512" => HMACSHA512.HashData(key, Encoding.ASCII.GetBytes(signed)),
            _ => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)),
        };
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}

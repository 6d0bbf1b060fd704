using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SegmentExport.TestKit.Identity;

/// <summary>A key pair that an issuer signs with: RSA, RS256 (RFC 7518, section 3.3).</summary>
public sealed class IssuerKey : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);

    /// <summary>The id that tokens and the key set name it by.</summary>
    public string Id { get; } = RandomNumberGenerator.GetHexString(8, lowercase: true);

    /// <summary>Its public half in PEM: what an attacker knows.</summary>
    public string PublicPem => _rsa.ExportSubjectPublicKeyInfoPem();

    /// <summary>Its public half as a JSON web key (RFC 7517).</summary>
    public object PublicJwk
    {
        get
        {
            var key = _rsa.ExportParameters(includePrivateParameters: false);
            return new { kty = "RSA", use = "sig", alg = "RS256", kid = Id, n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) };
        }
    }

    /// <summary>A token of these claims, signed with this key.</summary>
    /// <param name="claims">The claims.</param>
    /// <param name="keyId">The id that the token names; null: this key's.</param>
    public string Sign(object claims, string? keyId = null)
    {
        var text = $"{Encode(new { alg = "RS256", typ = "JWT", kid = keyId ?? Id })}.{Encode(claims)}";
        return $"{text}.{Base64Url.EncodeToString(_rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>A part of a token.</summary>
    public static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));

    /// <inheritdoc />
    public void Dispose() => _rsa.Dispose();
}

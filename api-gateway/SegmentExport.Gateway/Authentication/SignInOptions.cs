namespace SegmentExport.Gateway.Authentication;

/// <summary>Whose tokens a cluster's gateway takes. Embedded there is development sign-in instead, and none of this is read.</summary>
public sealed class SignInOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:SignIn";

    /// <summary>The issuer's URL, below which its OpenID Connect discovery document is; its keys are read from there. Null: <see cref="SigningKey"/> says how tokens are signed.</summary>
    public string? Authority { get; set; }

    /// <summary>The issuer that tokens name; null: the one of the discovery document. Needed with <see cref="SigningKey"/>.</summary>
    public string? Issuer { get; set; }

    /// <summary>The audience that tokens name. Default <c>segment-export</c>.</summary>
    public string Audience { get; set; } = "segment-export";

    /// <summary>The issuer's public key, PEM (RSA or ECDSA), or a secret that it shares with the gateways, base64, at least 32 bytes (HMAC-SHA-256). Null: <see cref="Authority"/> has the keys.</summary>
    public string? SigningKey { get; set; }

    /// <summary>The claim that names the groups of a token's user: a text or an array of texts. Null: none does, and only members that the catalog names belong to spaces.</summary>
    public string? GroupsClaim { get; set; }

    /// <summary>The client id of the command line at the issuer of <see cref="Authority"/>: a public client with the sign-in for devices (RFC 8628). Null: the console's.</summary>
    public string? CommandLineClientId { get; set; }

    /// <summary>How long a token may be good for, from its issue on; a longer one is refused. 1 min to 7 d; default 12 h.</summary>
    public TimeSpan MaxTokenLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Whether anybody may sign in by a name alone. A cluster refuses it. Default no.</summary>
    public bool Development { get; set; }
}

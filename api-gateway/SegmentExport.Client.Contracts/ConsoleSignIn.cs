namespace SegmentExport.Client.Contracts;

/// <summary>How people sign in to the web console.</summary>
public sealed record ConsoleSignIn
{
    /// <summary><c>development</c>: by a name alone (<c>POST /dev/sign-in</c>); <c>oidc</c>: at the organisation's issuer, by OpenID Connect with a code and PKCE; <c>none</c>: the console is not set up.</summary>
    public required string Kind { get; init; }

    /// <summary><c>development</c>: the catalog's users. Empty otherwise.</summary>
    public required IReadOnlyList<string> Users { get; init; }

    /// <summary><c>oidc</c>: the issuer's URL.</summary>
    public string? Authority { get; init; }

    /// <summary><c>oidc</c>: the console's client id there.</summary>
    public string? ClientId { get; init; }

    /// <summary><c>oidc</c>: the scopes to ask for.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }
}

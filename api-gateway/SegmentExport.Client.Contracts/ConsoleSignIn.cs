namespace SegmentExport.Client.Contracts;

/// <summary>How people sign in to the web console, and by the command line.</summary>
public sealed record ConsoleSignIn
{
    /// <summary><c>development</c>: by a name alone (<c>POST /dev/sign-in</c>); <c>oidc</c>: at the organisation's issuer, by OpenID Connect with a code and PKCE; <c>none</c>: the console is not set up.</summary>
    public required string Kind { get; init; }

    /// <summary><c>development</c>: the catalog's users. Empty otherwise.</summary>
    public required IReadOnlyList<string> Users { get; init; }

    /// <summary>The issuer's URL; null where there is none that people could sign in at.</summary>
    public string? Authority { get; init; }

    /// <summary><c>oidc</c>: the console's client id there.</summary>
    public string? ClientId { get; init; }

    /// <summary>The client id of the command line at the issuer; null where there is none.</summary>
    public string? CommandLineClientId { get; init; }

    /// <summary><c>oidc</c>: the scopes to ask for.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }
}

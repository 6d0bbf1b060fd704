namespace SegmentExport.Gateway.WebConsole;

/// <summary>The web console.</summary>
public sealed class ConsoleOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Console";

    /// <summary>Whether the gateway serves the console. Default yes.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Origins besides the authority's own that the browser has to reach to sign in (the token endpoint's, where the issuer has it elsewhere), separated by blanks. Default none.</summary>
    public string IssuerOrigins { get; set; } = "";

    /// <summary>The console's client id at the issuer of <c>SegmentExport:SignIn:Authority</c>: a public client with the code flow and PKCE. Null: nobody signs in to the console of a cluster.</summary>
    public string? ClientId { get; set; }

    /// <summary>The scopes that the console asks for, separated by blanks. Default <c>openid profile</c>.</summary>
    public string Scopes { get; set; } = "openid profile";

    /// <summary>Where a trace can be looked at, with <c>{traceId}</c> in place of its id, such as <c>https://jaeger.example.com/trace/{traceId}</c>. Null: traces are not linked.</summary>
    public string? TraceUrl { get; set; }
}

using SegmentExport.Gateway.Authentication;

namespace SegmentExport.Gateway.WebConsole;

/// <summary>
/// What the console's page may load, whom it may ask, and who may show it (Content Security Policy Level 3, Permissions Policy, Referrer Policy). What the console does so that this
/// holds: <c>docs/console.md</c>.
/// </summary>
/// <param name="issuer">The origins of the issuer that people sign in at, separated by blanks; empty where there is none.</param>
internal sealed class PagePolicy(string issuer)
{
    private const string Permissions =
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), xr-spatial-tracking=()";

    private readonly string _page = Policy(issuer, "'none'");

    // The issuer is asked for a new token in a frame, which it sends back here.
    private readonly string _signIn = Policy(issuer, issuer.Length == 0 ? "'none'" : "'self'");

    /// <summary>The policy of these settings.</summary>
    public static PagePolicy From(IConfiguration configuration)
    {
        var signIn = configuration.GetSection(SignInOptions.SectionName).Get<SignInOptions>() ?? new();
        var console = configuration.GetSection(ConsoleOptions.SectionName).Get<ConsoleOptions>() ?? new();
        return new(signIn.Authority is not null && console.ClientId is not null
            ? $"{new Uri(signIn.Authority).GetLeftPart(UriPartial.Authority)} {console.IssuerOrigins}".TrimEnd()
            : "");
    }

    /// <summary>Sets the headers.</summary>
    public void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/authentication", StringComparison.OrdinalIgnoreCase) ? _signIn : _page;
        headers["Permissions-Policy"] = Permissions;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private static string Policy(string issuer, string ancestors) => string.Join("; ",
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        $"connect-src 'self' {issuer}".TrimEnd(),
        issuer.Length == 0 ? "frame-src 'none'" : $"frame-src 'self' {issuer}",
        "manifest-src 'self'",
        "base-uri 'self'",
        "form-action 'none'",
        $"frame-ancestors {ancestors}");
}

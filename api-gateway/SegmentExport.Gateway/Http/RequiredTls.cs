using System.Net;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Gateway.Http;

/// <summary>
/// Where the settings require it, a request is answered only if it came over TLS: to this process, or to a trusted proxy that says so. Probes of health and metrics are asked from beside the process and
/// hold nothing of anybody, and are answered either way. A request without TLS is refused and not redirected: what it carried has been sent in clear already.
/// </summary>
internal static class RequiredTls
{
    private const string ForwardedProto = "X-Forwarded-Proto";

    // A year, as browsers ask for (RFC 6797, section 6.1).
    private const string StrictTransport = "max-age=31536000";

    /// <summary>Refuses what came without TLS, where the settings say so.</summary>
    /// <exception cref="StartupException">TLS is required, and there is no way for a request to come over it; or a proxy is no address.</exception>
    public static void UseRequiredTls(this WebApplication app)
    {
        var settings = app.Configuration.GetSection(TlsOptions.SectionName).Get<TlsOptions>() ?? new();
        if (!settings.Required)
        {
            return;
        }

        var proxies = ReadProxies(settings.TrustedProxies);
        if (proxies.Count == 0 && !ListensOverTls(app.Configuration))
        {
            throw new StartupException(
                $"{TlsOptions.SectionName}:{nameof(TlsOptions.Required)} is set, and nothing here ends TLS: no address that is listened on is https, and {TlsOptions.SectionName}:{nameof(TlsOptions.TrustedProxies)} "
                + "names no proxy that does. Set one of them (Kestrel:Endpoints with a certificate, or the proxy's address).");
        }

        if (app.Configuration.GetValue<bool>("ForwardedHeaders_Enabled"))
        {
            throw new StartupException(
                $"{TlsOptions.SectionName}:{nameof(TlsOptions.Required)} is set, and with ASPNETCORE_FORWARDEDHEADERS_ENABLED everybody's X-Forwarded-Proto is believed. Remove that, and name the proxies in "
                + $"{TlsOptions.SectionName}:{nameof(TlsOptions.TrustedProxies)}.");
        }

        app.Use((context, next) =>
        {
            if (IsExempt(context.Request.Path))
            {
                return next(context);
            }

            if (!CameOverTls(context, proxies))
            {
                return Problem.Of(
                    StatusCodes.Status400BadRequest, GatewayCodes.TlsRequired, "This service answers over TLS only. Use its https address; a token or link that was sent here is known to whoever listened.").ExecuteAsync(context);
            }

            context.Response.Headers.StrictTransportSecurity = StrictTransport;
            return next(context);
        });
    }

    private static bool IsExempt(PathString path) => path.StartsWithSegments("/health", StringComparison.Ordinal);

    private static bool CameOverTls(HttpContext context, List<IPNetwork> proxies)
    {
        if (context.Request.IsHttps)
        {
            return true;
        }

        // A proxy that passes on what its caller said would give a list; the one next to us wrote the last value.
        var said = context.Request.Headers[ForwardedProto];
        return said.Count > 0 && said[^1] is { } last && last[(last.LastIndexOf(',') + 1)..].Trim().Equals("https", StringComparison.OrdinalIgnoreCase)
            && context.Connection.RemoteIpAddress is { } remote && proxies.Exists(proxy => proxy.Contains(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote));
    }

    private static List<IPNetwork> ReadProxies(string? text) => [.. (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(ReadProxy)];

    private static IPNetwork ReadProxy(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : throw new StartupException(
            $"{TlsOptions.SectionName}:{nameof(TlsOptions.TrustedProxies)} has '{text}', which is neither an address nor a network. Allowed: such as 10.1.2.3, 10.1.0.0/16 or fd00::/8, separated by blanks.");

    private static bool ListensOverTls(IConfiguration configuration) =>
        (configuration["urls"] ?? "").Split(';').Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? ""))
        .Any(url => url.Trim().StartsWith("https://", StringComparison.OrdinalIgnoreCase)) || configuration["https_ports"] is { Length: > 0 };
}

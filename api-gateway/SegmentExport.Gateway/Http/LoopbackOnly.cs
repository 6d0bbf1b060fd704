using System.Net;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Gateway.Http;

/// <summary>Embedded, the gateway has development sign-in, so nobody but this machine may reach it.</summary>
internal static class LoopbackOnly
{
    private static readonly string[] Hosts = ["localhost", "127.0.0.1", "[::1]"];

    private const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Listens where the settings say, or at the default, and refuses anything but the loopback interface.</summary>
    /// <exception cref="StartupException">A setting names another interface.</exception>
    public static void ListenOnLoopbackOnly(this WebApplicationBuilder builder)
    {
        var urls = builder.Configuration["urls"] is { Length: > 0 } configured ? configured : DefaultUrl;
        var endpoints = builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "");
        var open = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Concat(endpoints).FirstOrDefault(url => !IsLoopback(url));
        if (open is not null)
        {
            throw new StartupException(
                $"'{open}' is reachable from other machines. Embedded, SegmentExport has development sign-in and listens on the loopback interface only: "
                + "set ASPNETCORE_URLS to something like http://127.0.0.1:5080 or http://localhost:5080.");
        }

        // Given explicitly, so that no *_PORTS variable can open all interfaces.
        builder.WebHost.UseUrls(urls);
    }

    /// <summary>Turns away a page of another site that resolves its own name to this machine: it asks for that name.</summary>
    public static void UseLoopbackHosts(this WebApplication app) => app.Use((context, next) =>
        Hosts.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase)
            ? next(context)
            : Problem.Of(
                StatusCodes.Status400BadRequest, GatewayCodes.UnknownHost, $"The Host header names another machine. Allowed: {string.Join(", ", Hosts)}.", "Host").ExecuteAsync(context));

    // Read as the server reads it: what it takes for a name, it listens for on all interfaces.
    private static bool IsLoopback(string url)
    {
        try
        {
            var host = BindingAddress.Parse(url).Host;
            return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}

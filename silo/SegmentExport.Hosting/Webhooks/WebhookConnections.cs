using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SegmentExport.Hosting.Webhooks;

/// <summary>Connections to endpoints: to the internet alone, unless the settings say otherwise. The address that is looked at is the one that is connected to, so that a name that changes its mind in between changes nothing.</summary>
internal static class WebhookConnections
{
    /// <summary>A handler that follows no redirect, sends no cookie, and knows no proxy.</summary>
    /// <param name="allowsPrivate">Whether any address will do.</param>
    /// <param name="resolve">Looks a name up; null: as the system does.</param>
    public static SocketsHttpHandler Handler(bool allowsPrivate, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,

        // Traces are ours.
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = (context, cancellation) => ConnectAsync(context.DnsEndPoint, allowsPrivate, resolve ?? Dns.GetHostAddressesAsync, cancellation),
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, bool allowsPrivate, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken cancellation)
    {
        var addresses = await resolve(target.Host, cancellation);
        var allowed = allowsPrivate ? addresses : Array.FindAll(addresses, PublicAddress.Is);
        if (allowed.Length == 0)
        {
            throw new PrivateAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

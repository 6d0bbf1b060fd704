using System.Net;
using System.Net.Sockets;

namespace SegmentExport.TestKit.Processes;

/// <summary>
/// Ports of the loopback interface for servers that are started later, and that nobody else is told meanwhile: neither by this class in another test process, nor by the system to a connection.
/// Whoever holds the UDP port of a number has its TCP port, for as long as the process lives; the numbers are below those that systems give to connections.
/// </summary>
public static class FreePort
{
    private const int First = 20_000;
    private const int Count = 10_000;

    private static readonly List<Socket> Held = [];

    /// <summary>One that is this process's from now on.</summary>
    public static int Find()
    {
        var start = Random.Shared.Next(Count);
        for (var step = 0; step < Count; step++)
        {
            var port = First + ((start + step) % Count);
            if (TryHold(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"None of the ports from {First} to {First + Count - 1} is free.");
    }

    private static bool TryHold(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ExclusiveAddressUse = true };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException)
        {
            socket.Dispose();
            return false;
        }

        lock (Held)
        {
            Held.Add(socket);
        }

        return true;
    }
}

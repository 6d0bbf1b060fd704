using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SegmentExport.Gateway.Tests.Fuzz;

/// <summary>Sends bytes, which no client library mends, over a connection of their own.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Sends a request and reads until the gateway closes the connection; of an endless answer, the head.</summary>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    public static async Task<RawAnswer> SendAsync(Uri address, FuzzedRequest request)
    {
        using var timeout = new CancellationTokenSource(Patience);
        using var client = new TcpClient(AddressFamily.InterNetwork) { NoDelay = true };
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, address.Port, timeout.Token);
            var sending = WriteAsync(client.GetStream(), request, timeout.Token);
            var answer = await ReadAsync(client.GetStream(), request.HasEndlessAnswer, timeout.Token);
            client.Close();
            await sending;
            return answer;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No answer, or no end of it, within {Patience}.");
        }
    }

    /// <summary>Reads an answer until the connection is closed.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="headIsEnough">Whether to stop behind the head of a good answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RawAnswer> ReadAsync(NetworkStream stream, bool headIsEnough, CancellationToken cancellationToken)
    {
        var (buffer, text) = (new byte[16 * 1024], new StringBuilder());
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
                if (headIsEnough && text.ToString() is var head && head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal) && head.Contains("\r\n\r\n", StringComparison.Ordinal))
                {
                    break;
                }
            }
        }
        catch (IOException)
        {
            // Reset: the gateway closed while it still had bytes of the request to read. What came before counts.
        }

        return RawAnswer.Parse(text.ToString());
    }

    private static async Task WriteAsync(NetworkStream stream, FuzzedRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(request.Head, cancellationToken);
            await stream.WriteAsync(request.Body, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // Answered before the body had come.
        }
    }
}

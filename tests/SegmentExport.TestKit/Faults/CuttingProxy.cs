using System.Net;
using System.Net.Sockets;

namespace SegmentExport.TestKit.Faults;

/// <summary>A TCP proxy on the loopback interface that cuts answers at any byte, without a word, as a network does.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _target;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _accepting;
    private long _budget = long.MaxValue;
    private int _cuts;
    private int _allowedCuts;

    /// <param name="target">Where to.</param>
    public CuttingProxy(Uri target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>How often it has cut since it was told to.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>Lets so many bytes of answers pass, over all connections, then cuts the one that would send more; again after as many bytes, as often as is said.</summary>
    /// <param name="bytes">Bytes of answers, heads included.</param>
    /// <param name="times">How often.</param>
    public void CutAfter(long bytes, int times = 1)
    {
        Volatile.Write(ref _cuts, 0);
        Volatile.Write(ref _allowedCuts, times);
        _every = bytes;
        Interlocked.Exchange(ref _budget, bytes);
    }

    private long _every;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_ended.Token));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(_target.Host, _target.Port, _ended.Token);
            var requests = near.GetStream().CopyToAsync(far.GetStream(), _ended.Token);
            await SendAnswersAsync(far.GetStream(), near);
            far.Close();
            await requests;
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two has gone, as is the purpose.
        }
    }

    private async Task SendAnswersAsync(NetworkStream from, TcpClient to)
    {
        var buffer = new byte[32 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, _ended.Token)) > 0;)
        {
            var left = Interlocked.Add(ref _budget, -read);
            if (left < 0 && Interlocked.Decrement(ref _allowedCuts) >= 0)
            {
                await to.GetStream().WriteAsync(buffer.AsMemory(0, (int)Math.Max(0, read + left)), _ended.Token);
                Interlocked.Increment(ref _cuts);
                Interlocked.Exchange(ref _budget, _every);

                // A reset, after what was sent has had the chance to arrive.
                to.Client.Shutdown(SocketShutdown.Send);
                to.Close();
                return;
            }

            await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _ended.Token);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _ended.Dispose();
    }
}
